package dev.gangway.rules;

/**
 * What encloses a line: the kind of section, the server whose lines these are, and the access rules the section collects.
 * Confined to the parser.
 */
record Scope(Context context, ServerDraft server, AccessDraft access) {}
