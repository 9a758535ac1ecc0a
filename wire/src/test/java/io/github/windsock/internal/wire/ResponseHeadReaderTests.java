package io.github.windsock.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where a head ends and how it falls into lines. */
class ResponseHeadReaderTests {

    @Property(tries = 500)
    void cuts_lines_where_a_string_does(@ForAll("heads") String head) {
        assertEquals((head + "\n").lines().toList(), ResponseHeadReader.lines(head + "\n"));
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
