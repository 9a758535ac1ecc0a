package io.github.windsock.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The client's half of an opening handshake: the request's target and headers, in their order. */
record Request(String target, List<Header> headers, List<String> subprotocols) {
    record Header(String name, String value) {}

    Map<String, List<String>> headerMap() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        headers.forEach(header ->
                map.computeIfAbsent(header.name, name -> new ArrayList<>()).add(header.value));
        return map;
    }

    String text() {
        StringBuilder text = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
        headers.forEach(header ->
                text.append(header.name).append(": ").append(header.value).append("\r\n"));
        return text.append("\r\n").toString();
    }
}
