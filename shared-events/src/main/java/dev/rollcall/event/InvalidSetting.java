package dev.rollcall.event;

/** A security setting is out of range. The message is the field followed by the rule that it breaks. */
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
