package dev.gangway.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Files by name, each text after a line {@code === name} of one text; only {@code *} is a wildcard. Immutable. */
record IncludesInMemory(Map<String, String> files) implements Includes {

    private static final String HEAD = "=== ";

    /** The rules are what stands before the first file. */
    static RulesText read(String text, Map<String, String> environment) {
        Map<String, String> files = new TreeMap<>();
        String[] parts = text.split("(?m)^" + HEAD, -1);
        for (int part = 1; part < parts.length; part++) {
            String[] file = parts[part].split("\n", 2);
            files.put(file[0].strip(), file.length == 2 ? file[1] : "");
        }
        return new RulesText(List.of(new RulesSource("rules", parts[0])), new IncludesInMemory(files), environment);
    }

    @Override
    public List<String> find(String pattern, boolean optional) throws IncludeFailure {
        Pattern wildcard = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E[^/]*\\Q"));
        List<String> found = files.keySet().stream()
                .filter(name -> wildcard.matcher(name).matches())
                .toList();
        if (found.isEmpty() && !optional) {
            throw new IncludeFailure("\"" + pattern + "\" does not exist, expected a file");
        }
        return found;
    }

    @Override
    public RulesSource read(String name) {
        return new RulesSource(name, files.getOrDefault(name, ""));
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path);
    }
}
