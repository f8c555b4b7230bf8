package dev.gangway.rules;

import dev.gangway.message.FieldSyntax;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a RequestHeader or Header line, with the parts that each request fills in: {@code %{name}e}, {@code %t} and,
 * behind {@code expr=}, {@code %{NAME}}. Immutable.
 */
public record ValueTemplate(List<Part> parts) {

    public ValueTemplate {
        parts = List.copyOf(parts);
    }

    /** One stretch of it. */
    public sealed interface Part {

        /** Text as it is, one char per octet. */
        record Literal(String text) implements Part {}

        /**
         * Something of the request.
         *
         * @param orElse stands for an attribute that the request does not have
         */
        record Attribute(RequestAttribute attribute, String orElse) implements Part {}

        /** {@code %t}: when the head is planned, in microseconds since 1970. */
        record Time() implements Part {}
    }

    static ValueTemplate parse(String text) throws Refusal {
        if (text.startsWith("expr=")) {
            return RequestExpression.parse(text);
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\\' && at + 1 < text.length() && "\\rnt".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                literal.append(escaped(text.charAt(at)));
            } else if (character != '%') {
                literal.append(character);
            } else if (text.startsWith("%%", at)) {
                at++;
                literal.append('%');
            } else {
                literal(text, literal, parts);
                at = tag(text, at, parts);
            }
        }
        literal(text, literal, parts);
        return new ValueTemplate(parts);
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> letter;
        };
    }

    /** Takes what was collected as one part. */
    static void literal(String text, StringBuilder literal, List<Part> parts) throws Refusal {
        if (literal.isEmpty()) {
            return;
        }
        String octets = Environment.octets(literal.toString());
        if (!FieldSyntax.isValue(octets)) {
            throw Refusal.expected(text, "a value without line end or other control character");
        }
        parts.add(new Part.Literal(octets));
        literal.setLength(0);
    }

    /** Reads what begins with a percent sign; returns where it ends. */
    private static int tag(String text, int start, List<Part> parts) throws Refusal {
        if (text.startsWith("%t", start)) {
            parts.add(new Part.Time());
            return start + 1;
        }
        int brace = text.startsWith("%{", start) ? text.indexOf('}', start) : -1;
        char kind = brace > 0 && brace + 1 < text.length() ? text.charAt(brace + 1) : ' ';
        if (kind == 's') {
            throw Refusal.notYet("\"" + text + "\" (variables of mod_ssl)");
        }
        if (kind != 'e' || brace == start + 2) {
            throw Refusal.expected(text, "no % other than %{variable}e, %t and %%");
        }
        String variable = text.substring(start + 2, brace);
        // httpd's own word for a variable that is not set
        parts.add(new Part.Attribute(new RequestAttribute(RequestAttribute.Kind.VARIABLE, variable), "(null)"));
        return brace + 1;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Part.Attribute attribute) {
                text.append('<').append(attribute.attribute()).append('>');
            } else {
                text.append("<time>");
            }
        }
        return text.toString();
    }
}
