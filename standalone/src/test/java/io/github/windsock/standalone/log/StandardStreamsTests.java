package io.github.windsock.standalone.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardStreamsTests {

    @ParameterizedTest
    @CsvSource({
        "LANG=C.UTF-8, US-ASCII, UTF-8", // as in a container, where no locale is installed
        "LC_CTYPE=zh_CN.utf8, US-ASCII, UTF-8",
        "LC_ALL=C, GBK, GBK",
        "X=y, GBK, GBK"
    })
    void the_charset_is_what_the_surroundings_say_before_what_the_jvm_found(
            String variable, String found, String charset) {
        Properties properties = new Properties();
        properties.setProperty("native.encoding", found);
        String[] pair = variable.split("=");

        assertEquals(Charset.forName(charset), StandardStreams.charset("stdout", properties, Map.of(pair[0], pair[1])));
    }
}
