package dev.gangway.diff;

/** Rules that httpd and Gangway both read. Every set lies below a path of its own, so that one start serves all. Stateless. */
final class RuleTexts {

    private RuleTexts() {}

    /** The sets r01 to r12. */
    static String sets(String authority) {
        return """
                # r01: prefixes (3.4)
                ProxyPass /r01/a/ http://BACKEND/b/
                ProxyPass /r01/s http://BACKEND/t/
                ProxyPass /r01/u/ http://BACKEND/v
                ProxyPass /r01/x http://BACKEND
                ProxyPass /r01/glue/ http://BACKEND
                ProxyPass /r01/both http://BACKEND/M
                # r02: patterns (3.5)
                ProxyPassMatch ^/r02/n/(.*)$ http://BACKEND/nn?x=$1
                ProxyPassMatch ^/r02/d/(.*)$ "http://BACKEND/$1x\\\\$1"
                ProxyPassMatch ^/r02/amp/(.*)$ http://BACKEND/&$1/
                ProxyPassMatch ^/r02/.*\\.gif$ http://BACKEND
                ProxyPassMatch ^/r02/g/([^/]+)/([0-9]+)?/?(.*)$ http://BACKEND/g/$2/$1/$3/$7
                ProxyPassMatch (?i)^/r02/case/(.*)$ http://BACKEND/case/$1
                ProxyPassMatch ^/r02/(.*/__sockjs__/[0-9]+/.*) ws://BACKEND/$1
                ProxyPassMatch "^/r02/w/(.*)$" "http://BACKEND/[w]|^`{}<>/$1"
                ProxyPassMatch ^/r02/all http://BACKEND/$0
                ProxyPassMatch middle/[a-c]+ http://BACKEND/mid
                # r03: exclusions (3.6)
                ProxyPass /r03/no !
                ProxyPassMatch ^/r03/.*\\.secret$ !
                ProxyPass /r03/ http://BACKEND/three/
                # r04: the first match wins (3.3)
                ProxyPass /r04/early/deep http://BACKEND/deep
                ProxyPass /r04/early http://BACKEND/early
                ProxyPass /r04/ http://BACKEND/first/
                ProxyPass /r04/late/ http://BACKEND/never/
                # r05: rules are written decoded (4.3)
                ProxyPass /r05/x http://BACKEND/a%20b
                ProxyPass "/r05/sp ace/" http://BACKEND/space/
                ProxyPass /r05/%41/ http://BACKEND/literal/
                ProxyPass /r05/caf\u00e9/ http://BACKEND/caf\u00e9/
                ProxyPass /r05//dbl// http://BACKEND/dbl/
                # r06: sockets' URLs and plain requests (8.1)
                ProxyPass /r06/ws/ ws://BACKEND/socket/
                ProxyPass /r06/ http://BACKEND/plain/
                # r07: access by path (1.5)
                <Location /r07/denied>
                  Require all denied
                </Location>
                <Location /r07/below/>
                  Require all denied
                </Location>
                <Location /r07/glob*/x>
                  Require all denied
                </Location>
                <Location /r07/order>
                  Order allow,deny
                </Location>
                <Location /r07/order/open>
                  Order deny,allow
                </Location>
                <Location /r07/ip>
                  Require ip 127.0.0.0/8
                </Location>
                <Location /r07/far>
                  Require ip 10.0.0.0/8
                </Location>
                ProxyPass /r07/ http://BACKEND/seven/
                # r08: access by backend (3.7)
                <Proxy "http://BACKEND/eight/secret">
                  Order deny,allow
                  Deny from all
                </Proxy>
                <Proxy "http://BACKEND/eight/*/end">
                  Require all denied
                </Proxy>
                ProxyPass /r08/ http://BACKEND/eight/
                # r09: the way back (5.1, 5.2)
                ProxyPass /r09/ http://BACKEND/nine/
                ProxyPassReverse /r09/ http://BACKEND/nine/
                ProxyPassReverse /r09/x /appx
                ProxyPassReverse /r09/y http://other.example/app
                ProxyPassReverseCookiePath /app /pub
                ProxyPassReverseCookieDomain backend.local front.example
                # r10: a prefix for generated paths
                ProxyPass /r10/ http://BACKEND/ten/
                # r11: how the backend's host is spelt
                ProxyPass /r11/ http://LOCALHOST:PORT/eleven/
                # r12: patterns for generated paths
                ProxyPassMatch ^/r12/(a|b)(.*)$ http://BACKEND/twelve/$1/$2
                ProxyPassMatch ^/r12/(.+)/end$ http://BACKEND/end/$1
                ProxyPassMatch ^/r12/[^a-z] http://BACKEND
                """.replace("BACKEND", authority).replace("PORT", authority.substring(authority.indexOf(':') + 1));
    }

    /** One rule for everything, with the client's Host. */
    static String preservingHost(String authority) {
        return """
                ProxyPreserveHost On
                ProxyPass / http://BACKEND/
                ProxyPassReverse / http://BACKEND/
                """.replace("BACKEND", authority);
    }
}
