package examples.spring;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/** The code under test: an application that is connected for as long as it lives. */
@SpringBootConfiguration
class PriceApplication {

    @Bean
    Prices prices(@Value("${prices.url}") URI url) {
        return new Prices(url);
    }
}
