package dev.gangway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The direction of the packages and who may see which API. A new package needs a row here, in the order of imports. */
class ArchitectureTest {
    private static final String ROOT = "dev.gangway.";

    /** Each package with the ones it may import; webapp and standalone are the places where everything is put together. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("message", Set.of()),
            Map.entry("rules", Set.of("message")),
            Map.entry("mapping", Set.of("rules", "message")),
            Map.entry("rewrite", Set.of("mapping", "rules", "message")),
            Map.entry("access", Set.of("mapping", "rules", "message")),
            Map.entry("balancer", Set.of("mapping", "rules", "message")),
            Map.entry("exchange", Set.of("balancer", "access", "rewrite", "mapping", "rules", "message")),
            Map.entry("runtime", Set.of("exchange", "balancer", "access", "mapping", "rules", "message")),
            Map.entry("servlet", Set.of("runtime", "exchange", "balancer", "access", "mapping", "rules", "message")),
            Map.entry("httpclient", Set.of("runtime", "exchange", "balancer", "rules", "message")),
            Map.entry("websocket", Set.of("servlet", "runtime", "exchange", "balancer", "rules", "message")),
            Map.entry("observe", Set.of("runtime", "exchange", "balancer", "access", "mapping", "rules", "message")),
            Map.entry(
                    "webapp",
                    Set.of(
                            "servlet",
                            "httpclient",
                            "websocket",
                            "observe",
                            "runtime",
                            "exchange",
                            "balancer",
                            "access",
                            "mapping",
                            "rules",
                            "message")),
            Map.entry(
                    "standalone",
                    Set.of("webapp", "servlet", "runtime", "exchange", "access", "mapping", "rules", "message")));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.gangway");
    }

    static List<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted().toList();
    }

    @Test
    void everyPackageIsKnownHere() {
        Set<String> present = classes.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0])
                .collect(Collectors.toSet());
        assertThat(MAY_IMPORT.keySet()).containsAll(present);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageImportsOnlyWhatStandsBelowIt(String name) {
        DescribedPredicate<JavaClass> others = DescribedPredicate.describe(
                "in another package than " + MAY_IMPORT.get(name),
                type -> type.getPackageName().startsWith(ROOT)
                        && !type.getPackageName().startsWith(ROOT + name)
                        && MAY_IMPORT.get(name).stream()
                                .noneMatch(allowed -> type.getPackageName().startsWith(ROOT + allowed)));
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(others)
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.gangway.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTheClientEdgesSeeTheClientLibrary() {
        onlyThese("httpclient", "websocket").see("org.apache.hc..");
    }

    @Test
    void onlyTheRelaySeesWebSocketAndTyrus() {
        onlyThese("websocket", "webapp", "standalone").see("jakarta.websocket..", "org.glassfish.tyrus..");
    }

    @Test
    void onlyTheContainerEdgesSeeTheServletApi() {
        onlyThese("servlet", "websocket", "console", "webapp", "standalone").see("jakarta.servlet..");
    }

    @Test
    void onlyStandaloneSeesTheEmbeddedContainer() {
        onlyThese("standalone").see("org.apache.catalina..", "org.apache.tomcat..", "org.apache.coyote..");
    }

    private static Seeing onlyThese(String... packages) {
        String[] allowed =
                Arrays.stream(packages).map(name -> ROOT + name + "..").toArray(String[]::new);
        return seen -> noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat(resideInAnyPackage(seen))
                .check(classes);
    }

    @FunctionalInterface
    private interface Seeing {
        void see(String... packages);
    }
}
