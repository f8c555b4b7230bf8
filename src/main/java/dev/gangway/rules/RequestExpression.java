package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The string expressions behind {@code expr=} that Gangway knows: text with {@code %{NAME}} in it. Stateless. */
final class RequestExpression {

    private static final Map<String, RequestAttribute.Kind> NAMES = Map.of(
            "REQUEST_SCHEME", RequestAttribute.Kind.SCHEME,
            "HTTPS", RequestAttribute.Kind.HTTPS,
            "REMOTE_ADDR", RequestAttribute.Kind.CLIENT_ADDRESS,
            "SERVER_ADDR", RequestAttribute.Kind.SERVER_ADDRESS,
            "SERVER_NAME", RequestAttribute.Kind.SERVER_NAME,
            "SERVER_PORT", RequestAttribute.Kind.SERVER_PORT,
            "REQUEST_METHOD", RequestAttribute.Kind.METHOD,
            "REQUEST_URI", RequestAttribute.Kind.PATH);

    private static final String EXPECTED =
            "expr= with text and %{NAME}, of REQUEST_SCHEME, HTTPS, REMOTE_ADDR, SERVER_ADDR,"
                    + " SERVER_NAME, SERVER_PORT, REQUEST_METHOD, REQUEST_URI, HTTP_HOST, HTTP:field and reqenv:variable";

    private RequestExpression() {}

    static ValueTemplate parse(String text) throws Refusal {
        List<ValueTemplate.Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = "expr=".length();
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character != '%' && character != '\\' && character != '$') {
                literal.append(character);
                at++;
                continue;
            }
            int end = text.startsWith("%{", at) ? text.indexOf('}', at) : -1;
            if (end < 0) {
                throw Refusal.expected(text, EXPECTED);
            }
            ValueTemplate.literal(text, literal, parts);
            RequestAttribute attribute =
                    attribute(text.substring(at + 2, end)).orElseThrow(() -> Refusal.expected(text, EXPECTED));
            parts.add(new ValueTemplate.Part.Attribute(attribute, ""));
            at = end + 1;
        }
        ValueTemplate.literal(text, literal, parts);
        return new ValueTemplate(parts);
    }

    private static Optional<RequestAttribute> attribute(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("HTTP_HOST")) {
            return Optional.of(new RequestAttribute(RequestAttribute.Kind.FIELD, "Host"));
        }
        if (upper.startsWith("HTTP:") || upper.startsWith("REQENV:")) {
            RequestAttribute.Kind kind =
                    upper.startsWith("HTTP:") ? RequestAttribute.Kind.FIELD : RequestAttribute.Kind.VARIABLE;
            String argument = name.substring(name.indexOf(':') + 1);
            return argument.isEmpty() ? Optional.empty() : Optional.of(new RequestAttribute(kind, argument));
        }
        return Optional.ofNullable(NAMES.get(upper)).map(RequestAttribute::of);
    }
}
