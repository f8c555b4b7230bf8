package dev.gangway.exchange;

import dev.gangway.access.AccessDecision;
import dev.gangway.access.AccessPolicy;
import dev.gangway.mapping.Found;
import dev.gangway.mapping.MappingTable;
import dev.gangway.mapping.SectionTable;
import dev.gangway.mapping.Tried;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathPolicy;
import dev.gangway.rules.AccessFacts;
import dev.gangway.rules.HopSettings;
import dev.gangway.rules.MessageSettings;
import dev.gangway.rules.PathSettings;
import dev.gangway.rules.Server;
import dev.gangway.rules.WorkerDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of one server, compiled. Immutable, thread-safe. */
final class ServerRules {

    private final MappingTable mappings;
    private final SectionTable sections;
    private final AccessPolicy access;
    private final FieldPolicy fieldPolicy;
    private final PathPolicy paths;
    private final Optional<String> virtualHost;
    private final HopSettings hop;

    /** The workers are those of the whole rule set, by name. */
    ServerRules(Server server, Map<String, WorkerDefinition> workers) {
        this.sections = SectionTable.compile(server);
        this.mappings = MappingTable.compile(server, sections, workers);
        this.access = new AccessPolicy(sections);
        this.virtualHost = server.names().addresses().isEmpty()
                ? Optional.empty()
                : server.names().name().or(() -> Optional.of("without a name"));
        this.paths = server.settings().paths();
        this.hop = server.settings().hop();
        this.fieldPolicy = new FieldPolicy(server.settings());
    }

    Found find(ClientRequest clientRequest) {
        return mappings.find(clientRequest.path(), asksForUpgrade(clientRequest));
    }

    List<Tried> tried(ClientRequest clientRequest) {
        return mappings.tried(clientRequest.path(), asksForUpgrade(clientRequest));
    }

    private static boolean asksForUpgrade(ClientRequest clientRequest) {
        return clientRequest.fields().has("Upgrade");
    }

    /** What holds for the answer to a request that goes nowhere. */
    MessageSettings messages(ClientRequest clientRequest) {
        return sections.settings(sections.covering(clientRequest.path())).messages();
    }

    /** What holds for it where its sections are unknown. */
    MessageSettings base() {
        return sections.settings(List.of()).messages();
    }

    AccessDecision access(ClientRequest clientRequest, Found.Mapped mapped, AccessFacts facts) {
        return access.decide(mapped, clientRequest.path(), facts);
    }

    Course course(ClientRequest clientRequest, Found.Mapped mapped) {
        CanonicalPath path = clientRequest.path();
        PathSettings settings = sections.settings(sections.covering(mapped, path));
        if (!path.decoded().equals(path.decodedWithoutParameters())) {
            // what limits a request must not be undone by parameters that the backend cuts
            PathSettings cut = sections.settings(sections.coveringWithoutParameters(mapped, path));
            settings = settings.with(settings.messages().limitedAlsoBy(cut.messages()));
        }
        return new Course(mapped, settings, hop);
    }

    Optional<String> virtualHost() {
        return virtualHost;
    }

    PathPolicy paths() {
        return paths;
    }

    FieldPolicy fieldPolicy() {
        return fieldPolicy;
    }
}
