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

    /** Sections with rules and settings of their own, and the main server's lines beside a virtual host's. */
    static String sections(String authority) {
        return """
                ProxyPass /s01/first !
                ProxyPass /s01/ http://BACKEND/one/
                <Location /s01/first/deep>
                  ProxyPass http://BACKEND/deep
                </Location>
                <Location /s01/closed>
                  ProxyPass !
                </Location>
                # the later section wins
                <Location /s02/long>
                  ProxyPass http://BACKEND/long
                </Location>
                <Location /s02>
                  ProxyPass http://BACKEND/short
                </Location>
                <Location /s02/kept>
                  ProxyPreserveHost On
                </Location>
                # patterns
                <LocationMatch "^/s03/(a|b)/(.*)$">
                  ProxyPassMatch http://BACKEND/m/$2/$1
                </LocationMatch>
                <LocationMatch "^/s03/[0-9]+">
                  ProxyPass http://BACKEND/digits
                </LocationMatch>
                <LocationMatch "/s03/plain">
                  ProxyPass http://BACKEND/plain
                </LocationMatch>
                <LocationMatch "^/s03/a/closed">
                  Require all denied
                </LocationMatch>
                ProxyPass /s03/ http://BACKEND/three/
                # the way back
                <Location /s04/>
                  ProxyPass http://BACKEND/four/
                  ProxyPassReverse http://BACKEND/four/
                  ProxyPassReverseCookiePath /four /s04
                </Location>
                ProxyPassReverse /elsewhere/ http://BACKEND/nine/
                # target URLs
                <ProxyMatch "^http://[^/]+/five/(x|y)">
                  Require all denied
                </ProxyMatch>
                <Proxy "http://BACKEND/five/z">
                  ProxyPreserveHost On
                </Proxy>
                ProxyPass /s05/ http://BACKEND/five/
                # the main server's rules come first
                <VirtualHost *>
                  ServerName other.example
                  ProxyPass / http://BACKEND/other/
                </VirtualHost>
                <VirtualHost *>
                  ServerName front.example
                  ServerAlias *.front.example
                  ProxyPreserveHost Off
                  ProxyPass /s06/ http://BACKEND/six/
                  ProxyPass /s01/ http://BACKEND/never/
                  <Location /s06/denied>
                    Require all denied
                  </Location>
                </VirtualHost>
                """.replace("BACKEND", authority);
    }

    /** How slashes are read; the lines are those of one policy. */
    static String slashes(String authority, String lines) {
        return lines + """

                ProxyPass /k01/closed !
                ProxyPass /k01/ http://BACKEND/one/
                ProxyPassMatch ^/k02/([^/]+)/x(.*)$ http://BACKEND/two/$1/$2
                ProxyPass /k03 http://BACKEND/three nocanon
                ProxyPassMatch ^/k04/(.*)$ http://BACKEND/four/$1 nocanon
                """.replace("BACKEND", authority);
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
