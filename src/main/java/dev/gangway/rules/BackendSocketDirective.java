package dev.gangway.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** ProxySourceAddress and ProxyReceiveBufferSize: options of the sockets to all backends of a server. Stateless. */
record BackendSocketDirective(DirectiveSpec spec, Setter setter) implements Directive {

    /** Reads the argument into the server. */
    @FunctionalInterface
    private interface Setter {
        void set(Invocation invocation, String argument, ServerDraft server) throws Refusal;
    }

    static BackendSocketDirective source() {
        return new BackendSocketDirective(
                DirectiveSpec.server(
                                "ProxySourceAddress",
                                "address",
                                "the local address that connections to backends come from",
                                "ProxySourceAddress 10.0.0.1")
                        .argument("address", "address", "IPv4 or IPv6")
                        .byDefault("as the system routes")
                        .differs("a host name is refused: nothing is looked up while rules are read"),
                (invocation, argument, server) -> server.sourceAddress = Optional.of(address(argument)));
    }

    static BackendSocketDirective receiveBuffer() {
        return new BackendSocketDirective(
                DirectiveSpec.server(
                                "ProxyReceiveBufferSize",
                                "bytes",
                                "SO_RCVBUF of the sockets to backends; 0 leaves it to the system",
                                "ProxyReceiveBufferSize 65536")
                        .argument("bytes", "number", "0 or from 512")
                        .byDefault("0"),
                (invocation, argument, server) -> server.receiveBuffer = Optional.of(
                        WorkerParameterType.buffer().reader().read(invocation, "ProxyReceiveBufferSize", argument)));
    }

    /** The range's parser takes nothing that would need a look-up. */
    private static InetAddress address(String text) throws Refusal {
        String expected = "an IPv4 or IPv6 address of this host";
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*")) {
            throw Refusal.expected(text, expected);
        }
        try {
            AddressRange.parse(text);
            return InetAddress.getAllByName(text)[0];
        } catch (Refusal | UnknownHostException e) {
            throw Refusal.expected(text, expected);
        }
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        setter.set(
                invocation, invocation.only(spec.syntax()), invocation.scope().server());
    }
}
