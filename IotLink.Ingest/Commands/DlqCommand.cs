using System.CommandLine;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink dlq</c>: looks at dead letters, and writes down what the running host is to do about them.</summary>
internal static class DlqCommand
{
    private static readonly Argument<string> Letter = new("letter") { Description = "The letter's position in the stream, such as 0-12345." };

    private static readonly Option<string[]> Letters = new("--letter") { Description = "A letter by its position. May be given several times; without it the group or all are meant." };

    private static readonly Option<string> Code = new("--code") { Description = "The group's reason code, such as spec.out_of_data." };

    private static readonly Option<string> Product = new("--product") { Description = "The group's product; without it the group whose product is not known." };

    private static readonly Option<int> Version = new("--spec-version") { Description = "The group's spec version; 0 where no spec was reached." };

    private static readonly Option<FileInfo> Draft = new("--draft") { Description = "Tries a spec from this file instead of the published one." };

    private static readonly Option<bool> Every = new("--every") { Description = "Tries every version and the draft, and says which helps how many." };

    private static readonly Option<string> Reason = new("--reason") { Description = "Why; kept in the audit.", Required = true };

    private static readonly Option<string> Wait = new("--wait")
    {
        Description = "How long to wait for the host that carries it out, such as 30s or 5m.",
        DefaultValueFactory = _ => "60s",
    };

    public static Command Build()
    {
        var list = new Command("list", "Lists the groups of dead letters that are still to be dealt with.");
        list.SetAction((given, ct) => DlqDesk.ListAsync(given, ct));
        var show = new Command("show", "Shows one dead letter with its reason and its bytes.") { Letter };
        show.SetAction((given, ct) => DlqDesk.ShowAsync(given, Position(given.GetValue(Letter)), ct));
        var dryRun = new Command("dry-run", "Tells what letters would come to with the published spec, a draft or every version. Nothing is changed.") { Draft, Every };
        return new("dlq", "Works on dead letters: messages that could not become telemetry. The running host carries out what is asked for.")
        {
            list,
            show,
            Job(dryRun, LetterAction.Try),
            Job(new("reprocess", "Sends letters through the pipeline again. Letters that fail again stay, and are parked after too many attempts."), LetterAction.Reprocess),
            Job(new("discard", "Discards letters, with a reason.") { Reason }, LetterAction.Discard),
            Job(new("unpark", "Lets parked letters be tried again."), LetterAction.Unpark),
        };
    }

    private static Command Job(Command command, LetterAction action)
    {
        foreach (var option in new Option[] { Letters, Code, Product, Version, Wait }) command.Add(option);
        command.Validators.Add(given =>
        {
            foreach (var letter in given.GetValue(Letters) ?? [])
                if (!StreamPosition.TryParse(letter, out _)) given.AddError($"--letter {letter} is not a position such as 0-12345.");
            if (given.GetValue(Product) is { } product && !ProductId.TryParse(product, out _)) given.AddError($"--product {product} is no product id.");
            if (Durations.Parse(given.GetValue(Wait)!) is null) given.AddError($"--wait {given.GetValue(Wait)} is not like 30s or 5m.");
        });
        command.SetAction(async (given, ct) =>
        {
            var specs = action != LetterAction.Try ? SpecChoice.Published
                : given.GetValue(Draft) is { } file ? SpecChoice.OfDraft(await File.ReadAllTextAsync(file.FullName, ct))
                : given.GetValue(Every) ? SpecChoice.Every : SpecChoice.Published;
            var reason = action == LetterAction.Discard ? given.GetValue(Reason) : null;
            return await DlqDesk.DoAsync(given, new(action, Selection(given), reason) { Specs = specs }, Durations.Parse(given.GetValue(Wait)!)!.Value, ct);
        });
        return command;
    }

    private static LetterSelection Selection(ParseResult given)
    {
        if (given.GetValue(Letters) is { Length: > 0 } letters) return LetterSelection.Of([.. letters.Select(l => Position(l))]);
        if (given.GetValue(Code) is not { } code) return LetterSelection.Everything;
        return LetterSelection.Of(new LetterSignature(code, ProductId.TryParse(given.GetValue(Product), out var product) ? product : null, given.GetValue(Version)));
    }

    private static StreamPosition Position(string? text) =>
        StreamPosition.TryParse(text, out var position) ? position : throw new InvalidDataException($"'{text}' is not a position such as 0-12345.");
}
