package dev.gangway.rules;

/** Where a directive stands. */
enum Context {
    SERVER("at the top level"),
    VIRTUAL_HOST("in <VirtualHost>"),
    PROXY("in <Proxy>"),
    LOCATION("in <Location>"),
    DIRECTORY("in <Directory>"),
    /** Also in the other two sections of requirements. */
    REQUIRE("in <RequireAll>");

    private final String place;

    Context(String place) {
        this.place = place;
    }

    String place() {
        return place;
    }
}
