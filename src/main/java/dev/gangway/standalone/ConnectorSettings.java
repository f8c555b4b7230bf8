package dev.gangway.standalone;

import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;

/** How the embedded Tomcat listens and what it lets through to the rules. Stateless. */
final class ConnectorSettings {

    /** Bytes of one request or response head; the 8 KiB of Tomcat is what one large login cookie needs alone. */
    private static final int MAX_HEAD_BYTES = 32 * 1024;

    /** Sockets at once. A WebSocket session holds one for hours, a thread only while something arrives. */
    private static final int MAX_CONNECTIONS = 20_000;

    private static final int MAX_THREADS = 100;

    private static final int MAX_SWALLOWED_BYTES = 64 * 1024 * 1024;

    private ConnectorSettings() {}

    static Connector connector(InetAddress address, int port) {
        Connector connector = new Connector();
        connector.setThrowOnFailure(true);
        connector.setPort(port);
        // as a literal: a name that Tomcat cannot resolve would make it listen on all addresses
        set(connector, "address", address.getHostAddress());
        set(connector, "maxConnections", String.valueOf(MAX_CONNECTIONS));
        set(connector, "maxThreads", String.valueOf(MAX_THREADS));
        set(connector, "maxHttpHeaderSize", String.valueOf(MAX_HEAD_BYTES));
        // what browsers send raw and encoded slashes are for the rules to judge, not for the container
        set(connector, "relaxedPathChars", "\"<>[\\]^`{|}");
        set(connector, "relaxedQueryChars", "\"<>[\\]^`{|}");
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        // a path whose octets are no UTF-8 is for the rules as well: Tomcat answers it 400 unless every octet is a
        // character
        connector.setURIEncoding("ISO-8859-1");
        // who expects 100 gets it from the backend, not from us
        set(connector, "continueResponseTiming", "onRead");
        // the rest of a refused upload is read so far, or the client sees a reset instead of the answer
        set(connector, "maxSwallowSize", String.valueOf(MAX_SWALLOWED_BYTES));
        return connector;
    }

    /** Tomcat only logs a property that it does not take. */
    private static void set(Connector connector, String property, String value) {
        if (!connector.setProperty(property, value)) {
            throw new IllegalStateException("Tomcat does not take " + property + "=" + value);
        }
    }
}
