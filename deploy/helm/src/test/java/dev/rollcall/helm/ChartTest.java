package dev.rollcall.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart makes of its values. No cluster is involved. */
class ChartTest {

    private static final String EVERYTHING = """
            image: {tag: "", digest: "sha256:%s", pullSecrets: [registry]}
            settings:
              rollcall.tokens.issuer: https://id.example.org
              rollcall.sessions.max-sessions: 3
            secrets:
              settings:
                - {setting: "rollcall.trusted-clients[0].secret", secret: shop, key: password}
            env: [{name: JAVA_TOOL_OPTIONS, value: -XX:MaxRAMPercentage=70}]
            podAnnotations: {example.org/a: b}
            podLabels: {team: login}
            nodeSelector: {disk: fast}
            tolerations: [{key: login, operator: Exists}]
            priorityClassName: high
            spread: {whenUnsatisfiable: DoNotSchedule}
            disruptionBudget: {maxUnavailable: 25%%}
            service: {annotations: {example.org/a: b}}
            ingress:
              {enabled: true, className: nginx, host: id.example.org, tlsSecret: certificate, annotations: {a: b}}
            networkPolicy:
              from: [{namespaceSelector: {matchLabels: {name: ingress}}}]
              to: [{ipBlock: {cidr: 203.0.113.0/24}}]
              database: [{ipBlock: {cidr: 198.51.100.0/24}}]
            monitoring:
              serviceMonitor: {enabled: true, labels: {release: prometheus}}
              prometheusRule: {enabled: true, labels: {release: prometheus}}
            """.formatted("a".repeat(64));

    private static final String CLUSTER = """
            image: {repository: registry.example.org/rollcall}
            secrets: {masterKey: keys}
            cluster: {enabled: true, image: "postgres:18", storage: {class: fast}, resources: {requests: {cpu: 1}}}
            """;

    /** CloudNativePG's definition is not among the models: {@link #aClusterWaitsForAStandby} names its fields. */
    private static final Map<String, Class<? extends HasMetadata>> MODELS = Map.of(
            "Deployment", Deployment.class,
            "Job", Job.class,
            "Service", Service.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "NetworkPolicy", NetworkPolicy.class,
            "Ingress", Ingress.class,
            "ServiceMonitor", ServiceMonitor.class,
            "PrometheusRule", PrometheusRule.class);

    @Test
    void helmFindsNothingWrong() {
        assertThat(Chart.lint().isFailed()).as("%s", Chart.lint().getMessages()).isFalse();
    }

    @Test
    void theApiAcceptsAllObjects() throws Exception {
        Manifests simple = Chart.render(Chart.REQUIRED);
        Manifests everything = Chart.render(Chart.REQUIRED, EVERYTHING);

        assertThat(simple.kinds())
                .containsExactly("Deployment", "Job", "NetworkPolicy", "PodDisruptionBudget", "Service");
        assertThat(everything.kinds()).containsExactlyInAnyOrderElementsOf(MODELS.keySet());
        for (Manifests manifests : List.of(simple, everything)) {
            for (JsonNode manifest : manifests.all()) {
                Class<? extends HasMetadata> model =
                        Objects.requireNonNull(MODELS.get(manifest.path("kind").asText()));
                HasMetadata object = Manifests.as(model, manifest);
                assertThat(object.getApiVersion()).isEqualTo(HasMetadata.getApiVersion(model));
                assertThat(object.getMetadata().getName()).startsWith("id-rollcall");
            }
        }
    }

    /** Shows that the test above can fail. */
    @ParameterizedTest
    @CsvSource({"replica, 3", "replicas, many"})
    void theModelsRefuseUnknownFieldsAndWrongTypes(String field, String value) {
        ObjectNode deployment = Chart.render(Chart.REQUIRED).only("Deployment").deepCopy();
        ((ObjectNode) deployment.path("spec")).put(field, value);

        assertThatThrownBy(() -> Manifests.as(Deployment.class, deployment)).hasMessageContaining(field);
    }

    @Test
    void podsHaveNoRights() {
        for (JsonNode pod : pods(Chart.render(Chart.REQUIRED))) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            JsonNode container = pod.at("/containers/0/securityContext");
            assertThat(container.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        }
    }

    @Test
    void secretsAreFilesNamedLikeSettings() {
        for (JsonNode pod : pods(Chart.render(Chart.REQUIRED, EVERYTHING))) {
            assertThat(pod.at("/volumes/1/projected/sources").findValuesAsText("path"))
                    .containsExactly(
                            "spring.datasource.username",
                            "spring.datasource.password",
                            "rollcall.personal-data.master-key",
                            "rollcall.trusted-clients[0].secret");
            assertThat(pod.at("/volumes/1/projected/sources").findValuesAsText("key"))
                    .containsExactly("username", "password", "master-key", "password");
            assertThat(variable(pod, "SPRING_CONFIG_IMPORT")).isEqualTo("configtree:/run/secrets/rollcall/");
            assertThat(pod.at("/containers/0/volumeMounts").findValuesAsText("mountPath"))
                    .containsExactly("/tmp", "/run/secrets/rollcall");
            assertThat(variable(pod, "SPRING_APPLICATION_JSON"))
                    .isEqualTo("{\"rollcall.sessions.max-sessions\":3,"
                            + "\"rollcall.tokens.issuer\":\"https://id.example.org\"}");
            assertThat(pod.at("/containers/0/image").asText())
                    .isEqualTo("registry.example.org/rollcall@sha256:" + "a".repeat(64));
        }
    }

    @Test
    void aJobMigratesBeforeTheNodes() {
        Manifests manifests = Chart.render(Chart.REQUIRED);
        JsonNode job = manifests.only("Job");

        assertThat(job.at("/metadata/annotations/example.org~1hook").asText()).isEqualTo("pre-install,pre-upgrade");
        assertThat(job.at("/spec/template/spec/containers/0/args/0").asText()).isEqualTo("migrate");
        assertThat(variable(node(manifests), "ROLLCALL_MIGRATIONS_ATSTART")).isEqualTo("false");

        Manifests without = Chart.render(Chart.REQUIRED, "migration: {enabled: false}");
        assertThat(without.kinds()).doesNotContain("Job");
        assertThat(variable(node(without), "ROLLCALL_MIGRATIONS_ATSTART")).isEqualTo("true");
    }

    @Test
    void nodesDrainBeforeTheyStop() {
        JsonNode node = node(Chart.render(Chart.REQUIRED));

        int preStop = node.at("/containers/0/lifecycle/preStop/exec/command/1").asInt();
        assertThat(preStop).isPositive();
        // 5 s of draining (rollcall.shutdown.drain) and 20 s for requests
        assertThat(node.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(preStop + 5 + 20);
        assertThat(node.at("/containers/0/readinessProbe/httpGet/path").asText())
                .isEqualTo("/actuator/health/readiness");
        assertThat(node.at("/containers/0/readinessProbe/periodSeconds").asInt())
                .isLessThanOrEqualTo(2);
        assertThat(node.at("/containers/0/livenessProbe/httpGet/path").asText()).isEqualTo("/actuator/health/liveness");
        assertThat(node.path("topologySpreadConstraints").findValuesAsText("topologyKey"))
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    }

    @Test
    void selectorsFindTheNodesButNotTheMigration() {
        Manifests manifests = Chart.render(Chart.REQUIRED, EVERYTHING);
        JsonNode labels = manifests.only("Deployment").at("/spec/template/metadata/labels");
        JsonNode ofJob = manifests.only("Job").at("/spec/template/metadata/labels");

        for (JsonNode selected : List.of(
                manifests.only("Deployment").at("/spec/selector/matchLabels"),
                manifests.only("Service").at("/spec/selector"),
                manifests.only("PodDisruptionBudget").at("/spec/selector/matchLabels"))) {
            assertThat(selected.properties())
                    .isNotEmpty()
                    .allSatisfy(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()))
                    .anySatisfy(label -> assertThat(ofJob.get(label.getKey())).isNotEqualTo(label.getValue()));
        }
        JsonNode ofMonitor = manifests.only("ServiceMonitor").at("/spec/selector/matchLabels");
        JsonNode service = manifests.only("Service").at("/metadata/labels");
        assertThat(ofMonitor.properties())
                .isNotEmpty()
                .allSatisfy(label -> assertThat(service.get(label.getKey())).isEqualTo(label.getValue()));
    }

    @Test
    void aNetworkPolicyNamesWhoIsReached() {
        JsonNode closed =
                Chart.render(Chart.REQUIRED, EVERYTHING).only("NetworkPolicy").path("spec");
        assertThat(closed.at("/ingress/0/from/0/namespaceSelector/matchLabels/name")
                        .asText())
                .isEqualTo("ingress");
        assertThat(closed.path("egress").findValuesAsText("cidr")).containsExactly("198.51.100.0/24", "203.0.113.0/24");

        JsonNode open = Chart.render(Chart.REQUIRED, "networkPolicy: {to: null}")
                .only("NetworkPolicy")
                .path("spec");
        assertThat(open.path("egress"))
                .hasSize(1)
                .allSatisfy(rule -> assertThat(rule).isEmpty());

        JsonNode database = Chart.render(CLUSTER).only("NetworkPolicy").path("spec");
        assertThat(database.at("/egress/1/to/0/podSelector/matchLabels/cnpg.io~1cluster")
                        .asText())
                .isEqualTo("id-rollcall-database");
    }

    @Test
    void aClusterWaitsForAStandby() {
        Manifests manifests = Chart.render(CLUSTER);
        JsonNode cluster = manifests.only("Cluster");

        assertThat(cluster.path("apiVersion").asText()).isEqualTo("postgresql.cnpg.io/v1");
        assertThat(cluster.at("/spec/instances").asInt()).isEqualTo(3);
        assertThat(cluster.at("/spec/postgresql/synchronous").toString())
                .isEqualTo("{\"method\":\"any\",\"number\":1,\"dataDurability\":\"required\",\"failoverQuorum\":true}");
        assertThat(cluster.at("/spec/bootstrap/initdb/database").asText()).isEqualTo("rollcall");
        assertThat(cluster.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                .isEqualTo("keep");
        assertThat(cluster.path("spec").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "instances", "imageName", "bootstrap", "postgresql", "affinity", "storage", "resources");
        assertThat(variable(node(manifests), "SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://id-rollcall-database-rw:5432/rollcall");
        assertThat(node(manifests)
                        .at("/volumes/1/projected/sources/0/secret/name")
                        .asText())
                .isEqualTo("id-rollcall-database-app");
        // The cluster does not exist before the first installation.
        assertThat(manifests
                        .only("Job")
                        .at("/metadata/annotations/example.org~1hook")
                        .asText())
                .isEqualTo("pre-upgrade");
        assertThat(variable(node(manifests), "ROLLCALL_MIGRATIONS_ATSTART")).isEqualTo("true");
    }

    @Test
    void theAlertsAreThoseOfTheMonitoring() throws Exception {
        assertThat(Chart.DIRECTORY.resolve("alerts.yml")).hasSameTextualContentAs(Path.of("../monitoring/alerts.yml"));

        JsonNode rule = Chart.render(Chart.REQUIRED, EVERYTHING).only("PrometheusRule");
        long alerts = Files.readString(Path.of("../monitoring/alerts.yml"))
                .lines()
                .filter(line -> line.strip().startsWith("- alert:"))
                .count();
        assertThat(rule.findValuesAsText("alert")).hasSize((int) alerts).contains("RollcallDown");
        assertThat(rule.toString()).contains("{{ $labels.instance }}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicas: 0                                              | replicas
            replicas: three                                          | replicas
            replica: 3                                               | replica
            image: {digest: latest}                                  | digest
            image: {pullPolicy: Sometimes}                           | pullPolicy
            database: {url: 'jdbc:mysql://db/rollcall'}              | url
            secrets: {masterKey: 'Not A Name'}                       | masterKey
            secrets: {settings: [{setting: a/b, secret: a, key: b}]} | setting
            secrets: {settings: [{secret: a, key: b}]}               | setting
            settings: {rollcal.cell: a}                              | rollcal.cell
            settings: {rollcall.tokens: {issuer: a}}                 | rollcall.tokens
            terminationGracePeriodSeconds: 5                         | terminationGracePeriodSeconds
            disruptionBudget: {maxUnavailable: 0}                    | maxUnavailable
            service: {port: 70000}                                   | port
            networkPolicy: {from: everybody}                         | from
            cluster: {instances: 0}                                  | instances
            cluster: {enabled: true, synchronousStandbys: 3}         | cluster.synchronousStandbys must be less than
            ingress: {enabled: true}                                 | ingress.host is required
            image: {repository: ''}                                  | image.repository is required
            database: {url: ''}                                      | database.url is required unless cluster.enabled
            secrets: {database: ''}                                  | secrets.database is required unless
            secrets: {masterKey: ''}                                 | secrets.masterKey is required
            """)
    void wrongValuesAreRefusedByName(String values, String message) {
        assertThatThrownBy(() -> Chart.render(Chart.REQUIRED, values))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }

    private static List<JsonNode> pods(Manifests manifests) {
        return List.of(node(manifests), manifests.only("Job").at("/spec/template/spec"));
    }

    private static JsonNode node(Manifests manifests) {
        return manifests.only("Deployment").at("/spec/template/spec");
    }

    private static String variable(JsonNode pod, String name) {
        for (JsonNode variable : pod.at("/containers/0/env")) {
            if (variable.path("name").asText().equals(name)) {
                return variable.path("value").asText();
            }
        }
        throw new AssertionError(name + " is not set in " + pod);
    }
}
