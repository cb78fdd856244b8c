import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Asks veraPDF whether files hold to standards: `Validate ua1,3a FILE…`; a line for each. */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        for (int number = 1; number < arguments.length; number++) {
            for (var name : arguments[0].split(",")) {
                var flavour = PDFAFlavour.fromString(name);
                try (var file = new FileInputStream(arguments[number]);
                        var parser = foundry.createParser(file, flavour);
                        var validator = foundry.createValidator(flavour, false)) {
                    var result = validator.validate(parser);
                    System.out.println(name + "\t" + arguments[number] + "\t"
                            + result.isCompliant() + "\t" + result.getTotalAssertions());
                    result.getTestAssertions().stream().limit(20).forEach(System.out::println);
                }
            }
        }
    }
}
