package org.latticework.report.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, with everything it says and asks for. */
public final class Browser implements AutoCloseable {
  private static final List<String> PROGRAMS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it; empty where it is not installed. */
  public static Optional<Browser> start() {
    Optional<String> program =
        PROGRAMS.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst();
    if (program.isEmpty() || !Files.isExecutable(DRIVER)) {
      return Optional.empty();
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program.get());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    options.addArguments("--disable-dev-shm-usage", "--window-size=1200,1000");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
    return Optional.of(new Browser(driver));
  }

  /** Opens a page, forgets what was said before, and waits until all its figures are drawn. */
  public void open(Path page) {
    console();
    requests();
    driver.get(page.toUri().toString());
    await("document.documentElement.dataset.drawn === 'all'");
  }

  /**
   * Waits until something is so.
   *
   * @param condition an expression of JavaScript, which knows {@code words}
   */
  void await(String condition, Object... words) {
    driver.executeAsyncScript(
        """
        const done = arguments[arguments.length - 1];
        const words = arguments[0];
        const wait = () => %s ? done() : setTimeout(wait, 5);
        wait();
        """
            .formatted(condition),
        List.of(words));
  }

  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Returns how many elements of the page a selector of CSS has. */
  public int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Moves the pointer to a place of an element, in pixels from its middle. */
  void pointAt(WebElement element, int x, int y) {
    run("arguments[0].scrollIntoView({block: 'center'})", element);
    new Actions(driver).moveToElement(element, x, y).perform();
  }

  void click() {
    new Actions(driver).click().perform();
  }

  void type(String keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Prints the page, and throws the paper away. */
  void print() {
    driver.executeCdpCommand("Page.printToPDF", Map.of());
  }

  /** Keeps an image of the window in target/screenshots. */
  void screenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Returns what the console has said since the page was opened, or asked last. */
  public List<String> console() {
    return messages(LogType.BROWSER).toList();
  }

  /** Returns the addresses that have been asked for since the page was opened, or asked last. */
  List<String> requests() {
    return messages(LogType.PERFORMANCE)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private Stream<String> messages(String type) {
    return driver.manage().logs().get(type).getAll().stream().map(LogEntry::getMessage);
  }

  /**
   * Returns what axe-core finds that is serious or critical for people who see or move otherwise.
   */
  List<String> barriers() throws IOException {
    try (var axe = Browser.class.getResourceAsStream(AXE)) {
      driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(result => done(result.violations
                .filter(it => it.impact === 'serious' || it.impact === 'critical')
                .map(it => it.id + ': ' + it.help + ': ' + it.nodes.slice(0, 3).map(node => node.html).join(' '))));
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
