package dev.rollcall.api.operations.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The jars that are made for a release. */
final class PackagedJars {

    /** With PostgreSQL for all platforms. */
    static final Path COMPLETE = Path.of(System.getProperty("tested.jar", "target/rollcall.jar"));

    static final Path SERVER = COMPLETE.resolveSibling("rollcall-server.jar");

    private static final String LIBRARIES = "BOOT-INF/lib/";

    private PackagedJars() {}

    /** Returns the file names of the libraries in a jar. */
    static Set<String> libraries(Path jar) {
        try (JarFile open = new JarFile(jar.toFile())) {
            Set<String> names = new TreeSet<>();
            open.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .forEach(name -> names.add(name.substring(LIBRARIES.length())));
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns a file of a jar. */
    static byte[] read(Path jar, String name) {
        try (JarFile open = new JarFile(jar.toFile())) {
            ZipEntry entry = open.getEntry(name);
            if (entry == null) {
                throw new AssertionError(jar + " has no " + name);
            }
            return open.getInputStream(entry).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
