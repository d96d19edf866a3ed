package dev.rollcall.api.pages.web;

import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

/** Shows a form again, with what is wrong at its fields. */
public final class RefusedForm {

    private RefusedForm() {}

    /**
     * What a code means for one field.
     *
     * @param text the key of the text
     */
    public record Mistake(ProblemCode code, String field, String text) {}

    /** Shows a form whose fields break rules. */
    public static ModelAndView invalid(String page) {
        return again(page, HttpStatus.BAD_REQUEST);
    }

    /** Shows a form that was refused, with the problem at its field, or above the form if it is about no field. */
    public static ModelAndView of(
            String page, PageProblem refused, BindingResult wrong, HttpServletResponse response, Mistake... mistakes) {
        refused.setRetryAfter(response);
        for (Mistake mistake : mistakes) {
            if (mistake.code() == refused.code()) {
                wrong.rejectValue(mistake.field(), mistake.text());
                return again(page, refused.status());
            }
        }
        return again(page, refused.status()).addObject("refused", refused);
    }

    private static ModelAndView again(String page, HttpStatusCode status) {
        ModelAndView form = new ModelAndView(page);
        form.setStatus(status);
        return form;
    }
}
