package examples;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links of the pages lead somewhere, and those of Chinese pages to Chinese pages where there are some. */
class LinksTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void each_link_leads_to_a_file_and_a_heading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            links(page).forEach(link -> {
                if (!leadsSomewhere(target(page, link), link.group(3))) {
                    broken.add(ROOT.relativize(page) + ": " + link.group());
                }
            });
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void a_chinese_page_links_to_chinese_pages() throws IOException {
        List<String> english = new ArrayList<>();
        for (Path page : pages()) {
            if (page.toString().endsWith(".zh-CN.md")) {
                links(page)
                        .filter(link -> !link.group(1).equals("English") && hasChinese(target(page, link)))
                        .forEach(link -> english.add(ROOT.relativize(page) + ": " + link.group()));
            }
        }
        assertEquals(List.of(), english);
    }

    @Test
    void both_versions_of_a_page_link_to_each_other() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            if (hasChinese(page)) {
                requireLink("[简体中文]", page, chinese(page), missing);
                requireLink("[English]", chinese(page), page, missing);
            }
        }
        assertEquals(List.of(), missing);
    }

    private static void requireLink(String text, Path page, Path other, List<String> missing) throws IOException {
        String link = text + "(" + other.getFileName() + ")";
        if (!Files.readString(page).contains("\n" + link)) {
            missing.add(ROOT.relativize(page) + ": " + link);
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "docs", "docs/start", "docs/guide", "docs/decisions", "docs/soak")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md") || file.endsWith("llms.txt"))
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    private static Stream<MatchResult> links(Path page) throws IOException {
        return LINK.matcher(prose(page)).results();
    }

    private static Path target(Path page, MatchResult link) {
        String file = link.group(2);
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }

    private static boolean leadsSomewhere(Path target, String heading) {
        return Files.exists(target) && (heading == null || headings(target).contains(heading));
    }

    private static boolean hasChinese(Path target) {
        return target.getFileName().toString().matches("[^.]*\\.md") && Files.exists(chinese(target));
    }

    private static Path chinese(Path page) {
        return page.resolveSibling(page.getFileName().toString().replace(".md", ".zh-CN.md"));
    }

    /** Returns the anchors of a page's headings, as GitHub makes them. */
    private static Set<String> headings(Path page) {
        try {
            return HEADING.matcher(prose(page))
                    .results()
                    .map(heading -> heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("(?U)[^\\w\\- ]", "")
                            .replace(' ', '-'))
                    .collect(toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String prose(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }
}
