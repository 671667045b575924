package imece.gateway.http;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The web app's files. Those under {@code assets} carry a hash of their content in their name and never change. */
@Component
class StaticFiles implements WebMvcConfigurer {

    /** Where the frontend's jar keeps them. */
    static final String FOLDER = "META-INF/resources/";

    private static final Duration YEAR = Duration.ofDays(365);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/" + FOLDER + "assets/")
                .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
        registry.addResourceHandler("/*.svg", "/*.js", "/*.ico", "/*.png", "/*.txt", "/*.webmanifest")
                .addResourceLocations("classpath:/" + FOLDER)
                .setCacheControl(CacheControl.noCache());
    }
}
