import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Holds a folder that was deployed to what Maven Central asks of a publication, and to what we promise beyond: POMs that are
 * whole without a parent, an SBOM for each jar, and a BOM that names each of them.
 *
 * <p>{@code java .ci/CentralRules.java FOLDER [--signed]}; the rules are those of
 * https://central.sonatype.org/publish/requirements/.
 */
final class CentralRules {

    private final Path folder;
    private final boolean isSigned;
    private final List<String> broken = new ArrayList<>();
    private final Set<String> published = new TreeSet<>();
    private final Set<String> inBom = new TreeSet<>();

    private CentralRules(Path folder, boolean isSigned) {
        this.folder = folder;
        this.isSigned = isSigned;
    }

    public static void main(String[] arguments) throws Exception {
        new CentralRules(Path.of(arguments[0]), List.of(arguments).contains("--signed")).run();
    }

    private void run() throws Exception {
        List<Path> files = files();
        for (Path file : files) {
            holdFile(file);
        }
        for (Path pom : files.stream().filter(file -> file.toString().endsWith(".pom")).toList()) {
            holdPublication(pom);
        }
        must(!published.isEmpty(), folder, "nothing is published");
        must(inBom.equals(published), folder, "the BOM names " + inBom + ", published are " + published);
        broken.forEach(System.err::println);
        System.out.printf("%d artifacts in %d files, %d broken rules%n", published.size(), files.size(), broken.size());
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    /** All but checksums, signatures and the repository's own index, which Central writes itself. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .filter(file -> !file.toString().matches(".*\\.(md5|sha1|sha256|sha512|asc)"))
                    .sorted()
                    .toList();
        }
    }

    private void holdFile(Path file) throws Exception {
        must(!file.toString().contains("SNAPSHOT"), file, "is a snapshot");
        holdChecksum(file, "md5", "MD5");
        holdChecksum(file, "sha1", "SHA-1");
        must(!isSigned || Files.exists(beside(file, ".asc")), file, "is not signed");
    }

    private void holdChecksum(Path file, String extension, String algorithm) throws Exception {
        Path checksum = beside(file, "." + extension);
        boolean isRight = Files.exists(checksum)
                && Files.readString(checksum)
                        .strip()
                        .equals(HexFormat.of()
                                .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file))));
        must(isRight, file, "has no right " + extension);
    }

    private void holdPublication(Path pom) throws Exception {
        Element project = parse(pom).getDocumentElement();
        String artifact = text(project, "artifactId");
        String version = text(project, "version");
        Path expected = folder.resolve(text(project, "groupId").replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".pom");
        must(pom.equals(expected), pom, "has other coordinates than its path");
        for (String needed : List.of(
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            must(!text(project, needed).isEmpty(), pom, "has no " + needed);
        }
        must(at(project, "parent").isEmpty(), pom, "has a parent");
        must(!Files.readString(pom).contains("${"), pom, "has a variable in it");
        at(project, "dependencies/dependency").forEach(each -> holdDependency(pom, each));
        at(project, "dependencyManagement/dependencies/dependency").forEach(each -> holdDependency(pom, each));
        if (text(project, "packaging").equals("pom")) {
            at(project, "dependencyManagement/dependencies/dependency")
                    .forEach(each -> inBom.add(text(each, "artifactId") + ":" + text(each, "version")));
            must(at(project, "dependencies").isEmpty(), pom, "is a BOM with dependencies");
        } else {
            published.add(artifact + ":" + version);
            must(at(project, "dependencyManagement").isEmpty(), pom, "manages its users' versions");
            for (String kind : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")) {
                must(Files.exists(pom.resolveSibling(artifact + "-" + version + kind)), pom, "has no " + kind);
            }
            holdLicenses(pom.resolveSibling(artifact + "-" + version + ".jar"));
        }
    }

    private void holdDependency(Path pom, Element dependency) {
        String version = text(dependency, "version");
        String name = text(dependency, "artifactId");
        must(!version.isEmpty(), pom, "depends on " + name + " without a version");
        must(!version.contains("SNAPSHOT"), pom, "depends on a snapshot of " + name);
        must(!text(dependency, "scope").equals("test"), pom, "names " + name + ", which only its tests need");
    }

    private void holdLicenses(Path jar) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            must(Files.exists(inside.getPath("META-INF/LICENSE")), jar, "has no META-INF/LICENSE");
            Path notice = inside.getPath("META-INF/NOTICE");
            must(!Files.exists(notice) || !Files.readString(notice).contains("${"), jar, "has a variable in its NOTICE");
        }
    }

    private void must(boolean holds, Path where, String otherwise) {
        if (!holds) {
            broken.add(folder.relativize(where) + " " + otherwise);
        }
    }

    private static Document parse(Path pom) throws Exception {
        try (InputStream in = Files.newInputStream(pom)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    private static String text(Element from, String path) {
        return at(from, path).stream()
                .map(each -> each.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    /** The elements that a path of names leads to, in the way of {@code a/b/c}. */
    private static List<Element> at(Element from, String path) {
        List<Element> found = List.of(from);
        for (String name : path.split("/")) {
            found = found.stream().flatMap(each -> children(each, name)).toList();
        }
        return found;
    }

    private static Stream<Element> children(Element from, String name) {
        NodeList children = from.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(child -> child.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .filter(child -> child.getTagName().equals(name));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
