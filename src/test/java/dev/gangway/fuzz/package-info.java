/** Coverage-guided fuzzing: the targets by name, the replay of their corpora, the long run under Jazzer. */
@NullMarked
package dev.gangway.fuzz;

import org.jspecify.annotations.NullMarked;
