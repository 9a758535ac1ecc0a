package io.github.windsock.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where a head ends and how it falls into lines. */
class ResponseHeadReaderTests {

    @Property(tries = 500)
    void cuts_lines_where_a_string_does(@ForAll("heads") String head) throws Exception {
        String all = "HTTP/1.1 403 No\r\n" + head + "\n\n\n";
        ByteBuffer bytes = ByteBuffer.wrap(all.getBytes(ISO_8859_1));
        HttpHeaders headers = new ResponseHeadReader().read(bytes).headers();

        List<String> whole = new ArrayList<>();
        all.substring(0, bytes.position()).lines().skip(1).forEach(line -> {
            boolean goesOn = !whole.isEmpty() && isHeader(whole.get(whole.size() - 1)) && startsBlank(line);
            whole.add(goesOn ? whole.remove(whole.size() - 1) + " " + line.strip() : line);
        });
        Map<String, List<String>> expected = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : whole) {
            int colon = line.indexOf(':');
            if (isHeader(line)) {
                expected.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        assertEquals(expected, headers);
    }

    private static boolean isHeader(String line) {
        return line.indexOf(':') > 0 && !startsBlank(line);
    }

    private static boolean startsBlank(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    @Property(tries = 500)
    void reads_a_head_cut_anywhere_as_in_one_piece(@ForAll("heads") String head) throws Exception {
        byte[] bytes = ("HTTP/1.1 403 No\r\n" + head + "\n\n\nrest").getBytes(ISO_8859_1);
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        ResponseHead expected = new ResponseHeadReader().read(whole);
        ResponseHeadReader cut = new ResponseHeadReader();
        ResponseHead answer = null;
        int taken = 0;
        while (answer == null) {
            answer = cut.read(ByteBuffer.wrap(bytes, taken++, 1));
        }
        assertEquals(expected.headers(), answer.headers());
        assertEquals(whole.position(), taken);
    }

    @Provide
    Arbitrary<String> heads() {
        return Arbitraries.strings()
                .withChars('\r', '\n', ':', ' ', '\t', 'a', 'B', '\u0085')
                .ofMaxLength(30);
    }
}
