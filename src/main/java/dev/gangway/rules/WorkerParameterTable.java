package dev.gangway.rules;

import static dev.gangway.rules.WorkerParameterSpec.effective;
import static dev.gangway.rules.WorkerParameterSpec.refused;
import static dev.gangway.rules.WorkerParameterSpec.withoutEffect;
import static dev.gangway.rules.WorkerParameterType.buffer;
import static dev.gangway.rules.WorkerParameterType.number;
import static dev.gangway.rules.WorkerParameterType.octets;
import static dev.gangway.rules.WorkerParameterType.onOff;
import static dev.gangway.rules.WorkerParameterType.oneOf;
import static dev.gangway.rules.WorkerParameterType.seconds;
import static dev.gangway.rules.WorkerParameterType.text;
import static dev.gangway.rules.WorkerParameterType.time;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Every parameter of workers and of balancers, one entry each (mod_proxy.md sections 2.1 and 2.2). Stateless. */
final class WorkerParameterTable {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final String IDLE = "idle backend connections are closed after ttl anyway";
    private static final String ALONE = "a member without others is always chosen";
    private static final String UNCHECKED = "members are not checked yet";
    private static final String CODES = "[1-5][0-9]{2}([, ]+[1-5][0-9]{2})*";

    /** Of a worker: a ProxyPass line with a URL, BalancerMember, ProxySet. */
    static final List<WorkerParameterSpec> WORKER = Stream.of(pool(), timing(), connection(), membership(), health())
            .flatMap(List::stream)
            .toList();

    /** Of a balancer: a ProxyPass line with balancer://, its Proxy section, ProxySet. */
    static final List<WorkerParameterSpec> BALANCER = List.of(
            withoutEffect(
                    "lbmethod",
                    oneOf("byrequests", "bytraffic", "bybusyness"),
                    "byrequests",
                    "how a member is chosen",
                    ALONE),
            withoutEffect(
                    "stickysession",
                    text("names", "cookie, or cookie|parameter", "[^|\\s]+(\\|[^|\\s]+)?"),
                    "none",
                    "what names the member of a session",
                    ALONE),
            withoutEffect(
                    "stickysessionsep",
                    text("character", "one character or Off", "\\S|(?i:off)"),
                    ".",
                    "what stands before the route in the session's name",
                    ALONE),
            withoutEffect("scolonpathdelim", onOff(), "Off", "whether ; ends the session's name in a path", ALONE),
            withoutEffect("nofailover", onOff(), "Off", "whether a session ends with its member", ALONE),
            withoutEffect(
                    "failonstatus",
                    text("codes", "status codes with commas between them", CODES),
                    "none",
                    "answers that put a member into error state",
                    "a member without others is always tried"),
            withoutEffect(
                    "failontimeout",
                    onOff(),
                    "Off",
                    "whether a read timeout puts a member into error state",
                    "a member without others is always tried"),
            withoutEffect(
                    "forcerecovery",
                    onOff(),
                    "On",
                    "whether members are tried when all are in error state",
                    "a member without others is always tried"),
            withoutEffect("maxattempts", number(0), "members - 1", "how many members are tried again", ALONE),
            withoutEffect("timeout", number(0), "0", "how many seconds to wait for a usable member", ALONE),
            withoutEffect(
                    "nonce",
                    text("word", "a word, or None", "\\S+"),
                    "random",
                    "what a request to balancer-manager must name",
                    "there is no balancer-manager yet"),
            withoutEffect(
                    "growth",
                    number(1, 100),
                    "none",
                    "how many members may be added at run time",
                    "members are not added at run time"));

    private WorkerParameterTable() {}

    static Optional<WorkerParameterSpec> find(List<WorkerParameterSpec> table, String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return table.stream().filter(spec -> spec.name().equals(key)).findFirst();
    }

    private static List<WorkerParameterSpec> pool() {
        return List.of(
                effective(
                                "max",
                                number(0),
                                "0: no limit",
                                "exchanges at once",
                                (draft, number) -> draft.max = Optional.of(number))
                        .differs("times ServerLimit, since it is a limit per httpd child process"),
                effective(
                                "maxsockets",
                                number(0),
                                "0: no limit",
                                "WebSocket sessions and handshakes under way at once; 503 for more",
                                (draft, number) -> draft.maxSockets = Optional.of(number))
                        .differs("httpd has none; its sockets count for nothing but its threads"),
                withoutEffect("min", number(0), "0", "pool entries made in advance", "nothing is made in advance"),
                withoutEffect("smax", number(0), "max", "pool entries that idle ones are closed above", IDLE),
                effective(
                                "ttl",
                                number(1),
                                "30",
                                "seconds that an idle connection is kept",
                                (draft, number) -> draft.keepIdleSeconds = Optional.of(number))
                        .differs("holds for every connection, not only above smax; 30 instead of no limit by default"),
                effective(
                                "acquire",
                                time("ms", MILLISECOND),
                                "30 s",
                                "how long to wait for one of max places",
                                (draft, time) -> draft.acquire = Optional.of(time))
                        .differs("30 s instead of no limit by default"),
                effective(
                                "waiting",
                                number(0),
                                "10000",
                                "how many may wait for one of max places; more are answered 503 at once",
                                (draft, number) -> draft.waiting = Optional.of(number))
                        .differs("httpd has none: each that waits holds a thread"),
                effective(
                        "disablereuse",
                        onOff(),
                        "Off",
                        "whether each exchange takes a new connection",
                        (draft, on) -> draft.reuse = Optional.of(!on)),
                effective(
                        "enablereuse",
                        onOff(),
                        "On; Off where the URL's path holds $",
                        "the opposite of disablereuse; the later one holds",
                        (draft, on) -> draft.reuse = Optional.of(on)));
    }

    private static List<WorkerParameterSpec> timing() {
        return List.of(
                effective(
                                "connectiontimeout",
                                time("s", MILLISECOND),
                                "timeout, at most 5 s",
                                "limit for one TCP connect",
                                (draft, time) -> draft.connectTimeout = Optional.of(time))
                        .differs("at most 5 s by default"),
                effective(
                        "timeout",
                        seconds(),
                        "ProxyTimeout, Timeout",
                        "idle time allowed before the first octet and between octets",
                        (draft, time) -> draft.timeout = Optional.of(time)),
                effective(
                        "retry",
                        number(0),
                        "60",
                        "seconds that a member in error state rests; a worker without others is always tried",
                        (draft, number) -> draft.kept.put("retry", number.toString())),
                effective(
                                "spool",
                                octets(),
                                "16K, unless the client pauses",
                                "content of unknown length kept back, to be sent with a length; 0 for none",
                                (draft, octets) -> draft.spool = OptionalLong.of(octets))
                        .differs("httpd has none; it keeps 16 KiB, or all with the variable proxy-sendcl"),
                withoutEffect(
                        "ping",
                        time("s", MILLISECOND),
                        "none",
                        "time to wait for 100 Continue before content is sent",
                        "content is sent at once"),
                withoutEffect(
                        "addressttl",
                        text("seconds", "-1 or a number from 0", "-1|[0-9]{1,9}"),
                        "-1",
                        "how long a looked-up address is kept",
                        "the JVM's networkaddress.cache.ttl holds"));
    }

    private static List<WorkerParameterSpec> connection() {
        return List.of(
                effective(
                        "keepalive",
                        onOff(),
                        "Off",
                        "SO_KEEPALIVE on backend sockets",
                        (draft, on) -> draft.keepAlive = Optional.of(on)),
                effective(
                                "upgrade",
                                oneOf("WebSocket", "ANY", "NONE"),
                                "WebSocket",
                                "which upgrades are relayed",
                                (draft, word) -> draft.upgrade = word.equals("none") ? Upgrade.NONE : Upgrade.WEBSOCKET)
                        .differs("WebSocket for http:// URLs too; ANY is WebSocket"),
                withoutEffect(
                        "flushpackets",
                        oneOf("on", "off", "auto"),
                        "off",
                        "when content is passed on",
                        "what the backend has sent is always passed on at once"),
                withoutEffect(
                        "flushwait",
                        number(0, 1000),
                        "10",
                        "milliseconds for flushpackets=auto",
                        "what the backend has sent is always passed on at once"),
                withoutEffect("iobuffersize", buffer(), "8192", "size of the copy buffer", "buffers have a fixed size"),
                effective(
                        "receivebuffersize",
                        buffer(),
                        "ProxyReceiveBufferSize",
                        "SO_RCVBUF of its sockets; 0 leaves it to the system",
                        (draft, octets) -> draft.receiveBuffer = Optional.of(octets)),
                effective(
                                "responsefieldsize",
                                number(0),
                                "8192",
                                "octets that a line of an answer's head may have; 0 is 8192",
                                (draft, octets) -> draft.lineOctets = Optional.of(octets))
                        .differs("a longer line is answered 502"),
                effective(
                                "responsefields",
                                number(1, 10_000),
                                "100",
                                "lines that an answer's head may have; more are answered 502",
                                (draft, number) -> draft.headLines = Optional.of(number))
                        .differs("httpd has none: it takes any number"),
                effective(
                                "responseheadsize",
                                number(512, 16 << 20),
                                "65536",
                                "octets that an answer's head may have; more are answered 502",
                                (draft, octets) -> draft.headOctets = Optional.of(octets))
                        .differs("httpd has none: it takes any number"),
                effective(
                                "interimresponses",
                                number(0, 1000),
                                "10",
                                "interim answers (1xx) that may come before the final one; more are answered 502",
                                (draft, number) -> draft.interim = Optional.of(number))
                        .differs("httpd has none: it takes any number"),
                refused("secret", "shared secret of AJP", "it belongs to AJP, which is not spoken here"),
                refused("flusher", "provider of mod_proxy_fdpass", "sockets are not passed on here"));
    }

    private static List<WorkerParameterSpec> membership() {
        String word = "[\\x21-\\x7E]{1,63}";
        return List.of(
                effective(
                                "status",
                                WorkerStatus.TYPE,
                                "none",
                                "flags of the worker at the start",
                                (draft, flags) -> draft.kept.put("status", flags))
                        .differs("D, S, C, N and R are refused: nothing would be forwarded"),
                withoutEffect("route", text("word", "1 to 63 characters", word), "none", "name in sessions", ALONE),
                withoutEffect(
                        "redirect",
                        text("word", "1 to 63 characters", word),
                        "none",
                        "route to take when this member is unusable",
                        ALONE),
                withoutEffect(
                        "loadfactor",
                        text("number", "1 to 100, two decimals", "0*([1-9][0-9]?(\\.[0-9]{1,2})?|100(\\.0{1,2})?)"),
                        "1",
                        "weight among the members",
                        ALONE),
                withoutEffect("lbset", number(0, 99), "0", "set of members; the lower is tried first", ALONE));
    }

    private static List<WorkerParameterSpec> health() {
        WorkerParameterType<String> name = text("name", "a word", "\\S+");
        return List.of(
                withoutEffect(
                        "hcmethod",
                        oneOf("NONE", "TCP", "OPTIONS", "HEAD", "GET", "OPTIONS11", "HEAD11", "GET11"),
                        "NONE",
                        "how the member is checked",
                        UNCHECKED),
                withoutEffect(
                        "hcuri",
                        text("path", "1 to 63 characters", "[\\x21-\\x7E]{1,63}"),
                        "the worker's path",
                        "what a check asks for",
                        UNCHECKED),
                withoutEffect(
                        "hcinterval", time("s", Duration.ofMillis(100)), "30 s", "time between checks", UNCHECKED),
                withoutEffect("hcpasses", number(0), "1", "checks passed until the member is used again", UNCHECKED),
                withoutEffect("hcfails", number(0), "1", "checks failed until it isn't", UNCHECKED),
                withoutEffect("hcexpr", name, "none", "ProxyHCExpr that an answer must meet", UNCHECKED),
                withoutEffect("hctemplate", name, "none", "ProxyHCTemplate to take hc parameters from", UNCHECKED));
    }
}
