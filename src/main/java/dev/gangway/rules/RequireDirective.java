package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Require: one condition on who may pass (mod_proxy.md section 1.5). Stateless. */
final class RequireDirective implements Directive {

    /** httpd's, which refuses others as well. */
    private static final Set<String> METHODS = Set.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "CONNECT",
            "OPTIONS",
            "TRACE",
            "PATCH",
            "PROPFIND",
            "PROPPATCH",
            "MKCOL",
            "COPY",
            "MOVE",
            "LOCK",
            "UNLOCK",
            "VERSION-CONTROL",
            "CHECKOUT",
            "UNCHECKOUT",
            "CHECKIN",
            "UPDATE",
            "LABEL",
            "REPORT",
            "MKWORKSPACE",
            "MKACTIVITY",
            "BASELINE-CONTROL",
            "MERGE");

    private static final String KINDS = "all, ip, host, forward-dns, local, method, env, user, valid-user or role";

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                        "Require",
                        "[not] all granted|denied, ip address ..., host name ..., forward-dns name ..., local, method method ..., env variable ..., user name ...,"
                                + " valid-user, role name ...",
                        Set.of(Context.PROXY, Context.LOCATION, Context.REQUIRE),
                        Set.of(),
                        "who may pass; one line that admits is enough, unless a section like <RequireAll> says otherwise",
                        "Require ip 10.0.0.0/8")
                .argument("address", "address", "IP address, its beginning, address/bits or address/mask")
                .argument(
                        "name",
                        "host name",
                        "host: or its end, that the client's address has and that leads back to it; forward-dns: that"
                                + " leads to it")
                .argument("method", "method", "one that httpd knows, in capitals; GET is HEAD as well")
                .argument("variable", "name", "set by SetEnvIf")
                .argument(
                        "name",
                        "user or role",
                        "of the container's login; nobody is asked to log in, so 403 without one")
                .differs("user and valid-user ask the container's login, role is an extension; a host whose name is"
                        + " unknown, be it for want of time, passes neither host nor not host; expr, group and the rest"
                        + " are refused");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        RequirementsDraft requirements = invocation.scope().access().requirements;
        try {
            List<String> arguments = invocation.arguments();
            boolean negated = !arguments.isEmpty() && arguments.get(0).equalsIgnoreCase("not");
            Requirement positive = requirement(invocation, arguments.subList(negated ? 1 : 0, arguments.size()));
            requirements.add(invocation.position(), negated ? new Requirement.Not(positive) : positive);
        } catch (Refusal refusal) {
            requirements.incomplete();
            throw refusal;
        }
    }

    private static Requirement requirement(Invocation invocation, List<String> arguments) throws Refusal {
        if (arguments.isEmpty()) {
            throw new Refusal("no condition, expected " + KINDS);
        }
        String kind = arguments.get(0);
        List<String> values = arguments.subList(1, arguments.size());
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "all" -> all(String.join(" ", arguments));
            case "ip" -> ip(invocation, some(kind, "address", values));
            case "local" -> alone(kind, values, new Requirement.Local());
            case "method" -> method(some(kind, "method", values));
            case "env" -> env(some(kind, "variable", values));
            case "user" -> new Requirement.User(some(kind, "name", values));
            case "valid-user" -> alone(kind, values, new Requirement.ValidUser());
            case "role" -> new Requirement.Role(some(kind, "name", values));
            case "host" -> host(invocation, some(kind, "name", values));
            case "forward-dns" -> forwardDns(invocation, some(kind, "name", values));
            case "expr" ->
                throw new Refusal(
                        "\"" + kind + "\" is not supported, expected env and a SetEnvIf line, or another of " + KINDS);
            case "group" ->
                throw new Refusal("\"" + kind
                        + "\" needs a group file, and none is read, expected role and a role of the" + " container");
            default -> throw Refusal.expected(kind, KINDS);
        };
    }

    private static Requirement all(String written) throws Refusal {
        boolean granted = written.equalsIgnoreCase("all granted");
        if (!granted && !written.equalsIgnoreCase("all denied")) {
            throw Refusal.expected(written, "all granted or all denied");
        }
        return new Requirement.All(granted);
    }

    private static Requirement ip(Invocation invocation, List<String> addresses) throws Refusal {
        List<AddressRange> ranges = new ArrayList<>();
        for (String address : addresses) {
            try {
                ranges.add(AddressRange.parse(address));
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
        return new Requirement.Ip(ranges);
    }

    private static Requirement host(Invocation invocation, List<String> names) throws Refusal {
        List<HostNameEnd> ends = new ArrayList<>();
        for (String name : names) {
            ends.add(HostNameEnd.parse(name));
        }
        noticeLookup(invocation);
        return new Requirement.Host(ends);
    }

    private static Requirement forwardDns(Invocation invocation, List<String> names) throws Refusal {
        List<HostNameEnd> whole = new ArrayList<>();
        for (String name : names) {
            whole.add(HostNameEnd.parseWhole(name));
        }
        noticeLookup(invocation);
        return new Requirement.ForwardDns(whole);
    }

    /** Once is enough. */
    static void noticeLookup(Invocation invocation) {
        invocation
                .draft()
                .noticeOnce(
                        invocation.position(),
                        "client names",
                        "host names of clients are looked up while their requests wait; addresses need no look-up");
    }

    private static Requirement method(List<String> names) throws Refusal {
        for (String name : names) {
            if (!METHODS.contains(name)) {
                throw Refusal.expected(name, "a method that httpd knows, in capitals");
            }
        }
        return new Requirement.Method(names);
    }

    private static Requirement env(List<String> names) throws Refusal {
        for (String name : names) {
            if (name.startsWith("!") || name.isEmpty()) {
                throw Refusal.expected(name, "the name of a variable; Require not env for one that is not set");
            }
        }
        return new Requirement.Env(names);
    }

    private static List<String> some(String kind, String what, List<String> values) throws Refusal {
        if (values.isEmpty()) {
            throw new Refusal("no " + what + " after " + kind + ", expected at least one");
        }
        return values;
    }

    private static Requirement alone(String kind, List<String> values, Requirement requirement) throws Refusal {
        if (!values.isEmpty()) {
            throw Refusal.expected(String.join(" ", values), "nothing after " + kind);
        }
        return requirement;
    }
}
