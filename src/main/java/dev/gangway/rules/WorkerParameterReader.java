package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code key=value} words of a rule line (mod_proxy.md section 2.1). Confined to the parser. */
final class WorkerParameterReader {

    private static final Set<String> NOT_YET = Set.of(
            "status",
            "route",
            "redirect",
            "loadfactor",
            "lbset",
            "iobuffersize",
            "receivebuffersize",
            "responsefieldsize",
            "addressttl",
            "ping",
            "secret",
            "flusher",
            "mapping",
            "hcmethod",
            "hcuri",
            "hcinterval",
            "hcpasses",
            "hcfails",
            "hcexpr",
            "hctemplate",
            "lbmethod",
            "stickysession",
            "stickysessionsep",
            "scolonpathdelim",
            "nofailover",
            "failonstatus",
            "failontimeout",
            "forcerecovery",
            "maxattempts",
            "nonce",
            "growth");

    private static final Set<String> KEYS = Set.of(
            "min",
            "max",
            "smax",
            "ttl",
            "acquire",
            "connectiontimeout",
            "timeout",
            "retry",
            "keepalive",
            "disablereuse",
            "enablereuse",
            "flushpackets",
            "flushwait",
            "upgrade");

    private final Invocation invocation;
    private final WorkerParameterDraft draft = new WorkerParameterDraft();

    private WorkerParameterReader(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Bad parameters become problems, one each. */
    static WorkerParameterDraft read(Invocation invocation, List<String> words) {
        WorkerParameterReader reader = new WorkerParameterReader(invocation);
        for (String word : words) {
            try {
                reader.word(word);
            } catch (Refusal refusal) {
                invocation.problem(refusal);
            }
        }
        return reader.draft;
    }

    private void word(String word) throws Refusal {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            keyword(word);
            return;
        }
        String key = word.substring(0, equals).toLowerCase(Locale.ROOT);
        String value = word.substring(equals + 1);
        if (NOT_YET.contains(key)) {
            throw Refusal.notYet("parameter \"" + word + "\"");
        }
        switch (key) {
            case "max", "min", "smax", "retry", "ttl", "flushwait" -> number(key, value);
            case "acquire", "connectiontimeout", "timeout" -> time(key, value);
            case "keepalive", "disablereuse", "enablereuse" -> onOff(key, value);
            case "flushpackets" -> flushPackets(value);
            case "upgrade" -> upgrade(value);
            default ->
                throw new Refusal("unknown parameter \"" + word + "\", expected one of httpd's worker parameters"
                        + Spelling.hint(key, KEYS));
        }
    }

    private void keyword(String word) throws Refusal {
        switch (word.toLowerCase(Locale.ROOT)) {
            case "noquery" -> invocation.notice("noquery has no effect on HTTP, as in httpd");
            case "nocanon" -> draft.nocanon = true;
            case "interpolate" -> throw Refusal.notYet("\"" + word + "\"");
            default -> throw new Refusal("bad parameter \"" + word + "\", expected key=value");
        }
    }

    private void number(String key, String value) throws Refusal {
        int number = Amount.integer(invocation, key, value, key.equals("ttl") ? 1 : 0);
        switch (key) {
            case "max" -> draft.max = Optional.of(number);
            case "smax", "ttl" ->
                invocation.notice(
                        key + " is accepted without effect: idle backend connections are closed after 30 s anyway");
            case "min", "flushwait" -> invocation.notice(key + " is accepted without effect");
            default -> {
                // retry: a worker outside a balancer is always tried, as in httpd
            }
        }
    }

    private void time(String key, String value) throws Refusal {
        switch (key) {
            case "acquire" -> draft.acquire = Optional.of(Amount.time(key, value, "ms"));
            case "connectiontimeout" -> draft.connectTimeout = Optional.of(Amount.time(key, value, "s"));
            default -> draft.timeout = Optional.of(Amount.seconds(invocation, key, value));
        }
    }

    private void onOff(String key, String value) throws Refusal {
        boolean on = Invocation.onOff(key, value);
        if (key.equals("keepalive")) {
            draft.keepAlive = Optional.of(on);
        } else {
            draft.reuse = Optional.of(key.equals("enablereuse") == on);
        }
    }

    private void flushPackets(String value) throws Refusal {
        if (!Set.of("on", "off", "auto").contains(value.toLowerCase(Locale.ROOT))) {
            throw new Refusal("bad value \"" + value + "\" of flushpackets, expected on, off or auto");
        }
        invocation.notice(
                "flushpackets is accepted without effect: what the backend has sent is always passed on at once");
    }

    private void upgrade(String value) throws Refusal {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "websocket", "any" -> draft.upgrade = Upgrade.WEBSOCKET;
            case "none" -> draft.upgrade = Upgrade.NONE;
            default -> throw new Refusal("bad value \"" + value + "\" of upgrade, expected WebSocket, ANY or NONE");
        }
    }
}
