package dev.gangway.rules;

import java.util.List;

/**
 * The files that Include lines and {@code <IfFile>} name; the port behind which the parser stays free of I/O. A path is
 * absolute or means the directory of the rules file that the operator named. Called on the parser's thread only.
 */
public interface Includes {

    /** No file exists: for rules that are complete in themselves. */
    Includes NONE = new Includes() {
        @Override
        public List<String> find(String pattern, boolean optional) throws IncludeFailure {
            if (optional) {
                return List.of();
            }
            throw new IncludeFailure("\"" + pattern + "\" does not exist, expected a file");
        }

        @Override
        public RulesSource read(String name) throws IncludeFailure {
            throw new IncludeFailure("\"" + name + "\" does not exist, expected a file");
        }

        @Override
        public boolean exists(String path) {
            return false;
        }
    };

    /**
     * The files that a path, a directory or wildcards stand for, in the order in which they are read.
     *
     * @param optional whether what is missing is left out instead of being a failure
     */
    List<String> find(String pattern, boolean optional) throws IncludeFailure;

    /** The text of one of the files found; its name is what {@link #find} said. */
    RulesSource read(String name) throws IncludeFailure;

    /** Whether there is such a file or directory. */
    boolean exists(String path) throws IncludeFailure;
}
