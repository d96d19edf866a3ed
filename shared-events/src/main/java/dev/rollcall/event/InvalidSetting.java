package dev.rollcall.event;

/** A security setting out of its range. */
public final class InvalidSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String rule;

    InvalidSetting(String field, String rule) {
        super(field + " " + rule);
        this.field = field;
        this.rule = rule;
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }
}
