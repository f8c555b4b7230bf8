package dev.gangway.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that need programs which a JDK and Maven do not bring along. When one is not on the PATH the tests are
 * skipped, and the report says which; with {@code GANGWAY_REQUIRE_ALL=1} in the environment they fail instead, so
 * that a full run cannot turn green by skipping.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProgramCondition.class)
public @interface NeedsProgram {
    String[] value();
}
