package dev.gangway.mapping;

import static dev.gangway.mapping.RulesText.find;
import static dev.gangway.mapping.RulesText.mapped;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ProxyPass and ProxyPassMatch in {@code <Location>}: mod_proxy.md sections 1.5 and 3.3. */
class SectionRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Location /a>;ProxyPass http://b/x;</Location>                       | /a/c       | http://b/x/c",
                "<Location /a/>;ProxyPass http://b/;</Location>                       | /a/c       | http://b/c",
                "<Location /a>;ProxyPassMatch http://b/m;</Location>                  | /a/c       | http://b/m/a/c",
                "<LocationMatch ^/j/(u/[^/]+)/(.*)$>;ProxyPassMatch ws://b/$1/$2;</LocationMatch>"
                        + "                                                           | /j/u/ann/k | ws://b/u/ann/k",
                "<Location ~ ^/j/(.*)$>;ProxyPassMatch http://b/$1;</Location>        | /j/k       | http://b/k",
                "<LocationMatch \"^/lp/[ab]\">;ProxyPass http://b/;</LocationMatch>   | /lp/a      | http://b//lp/a",
                // the later section wins, be it the shorter one
                "<Location /l/deep>;ProxyPass http://deep/;</Location>;<Location /l>;ProxyPass http://l/;</Location>"
                        + "                                                           | /l/deep/x  | http://l//deep/x",
                "<Location /l>;ProxyPass http://l/;</Location>;<Location /l/deep>;ProxyPass http://deep/;</Location>"
                        + "                                                           | /l/deep/x  | http://deep//x",
                // a section goes before every other rule, even an exclusion
                "ProxyPass /a !;ProxyPass / http://all/;<Location /a>;ProxyPass http://b/x;</Location>"
                        + "                                                           | /a/c       | http://b/x/c",
                "ProxyPass / http://all/;<Location /a>;ProxyPreserveHost On;</Location>"
                        + "                                                           | /a/c       | http://all/a/c",
                // the main server's rules come first in a virtual host, unless it does not inherit them
                "ProxyPass /a http://main/a;<VirtualHost *>;ProxyPass / http://host/;</VirtualHost>"
                        + "                                                           | /a/c       | http://main/a/c",
                "ProxyPass /a http://main/a;<VirtualHost *>;ProxyPassInherit Off;ProxyPass / http://host/;</VirtualHost>"
                        + "                                                           | /a/c       | http://host/a/c",
            })
    void leadsTo(String text, String path, String target) {
        assertThat(mapped(text.replace(';', '\n'), path).decodedUrl()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                // httpd compares the text of an expression without * ? [ or a backslash as a prefix
                "<LocationMatch ^/lp/(a|b)>;ProxyPass http://b/;</LocationMatch>      # /lp/a",
                "<Location /a>;ProxyPass http://b/;</Location>                        # /ab",
            })
    void leadsNowhere(String text, String path) {
        assertThat(find(text.replace(';', '\n'), path)).isInstanceOf(Found.NotMapped.class);
    }

    @Test
    void anExclusionInASectionGoesBeforeEveryRule() {
        String text = "ProxyPass / http://b/\n<Location /admin>\nProxyPass !\n</Location>";
        assertThat(find(text, "/admin/x")).isInstanceOf(Found.Excluded.class);
        assertThat(find(text, "/admin;v=1/x")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find(text, "/x/..;/admin/x")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find(text, "/%61dmin//x")).isInstanceOf(Found.Excluded.class);
    }
}
