using System.Globalization;
using System.Text;
using System.Text.Unicode;
using IotLink.Core.Conversion;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IotLink.Portal.Features.Documents;

/// <summary>Makes what a person sees into lines of the spec.</summary>
public static class TestLines
{
    /// <summary>Whether the message can be said in a spec: bytes always, JSON and CSV when they are text at all.</summary>
    public static bool CanAdd(SampleMessage sample) => sample.Message.Format == PayloadFormat.Binary || Utf8.IsValid(sample.Message.Payload.Span);

    /// <summary>Adds an example to the spec's <c>tests</c>: this message gives what the text makes of it now.</summary>
    /// <param name="text">Without faults.</param>
    /// <param name="spec">The text, compiled.</param>
    public static string Add(string text, CompiledSpec spec, SampleMessage sample, string name) =>
        Insert(text.TrimEnd() + "\n", Written(SpecTests.Describe(spec, name, sample.Message.Payload, InputOf(sample.Message, spec.Spec), sample.Message.FPort)));

    internal static SpecTestInput InputOf(Message message, ProductSpec spec) => message.Format switch
    {
        PayloadFormat.Json => SpecTestInput.Json,
        PayloadFormat.Csv => SpecTestInput.Csv,
        _ => (message.Channel == Channel.Tcp || message.Type == MessageType.Tcp) && spec.Framing is not null ? SpecTestInput.Frame : SpecTestInput.Payload,
    };

    /// <summary>A plain word stays plain.</summary>
    internal static string Quoted(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? text : InQuotes(text);

    private static string Written(SpecTest test)
    {
        var item = new StringBuilder("{name: ").Append(Quoted(test.Name));
        if (test.FPort > 0) item.Append(CultureInfo.InvariantCulture, $", fport: {test.FPort}");
        item.Append(", ").Append(Message(test));
        if (test.Refuse is { } code) return item.Append(CultureInfo.InvariantCulture, $", refuse: {code}}}").ToString();
        if (test.Readings is { } readings) item.Append(", readings: [").AppendJoin(", ", readings.Select(Values)).Append(']');
        else item.Append(", expect: ").Append(Values(test.Expect));
        if (test.Samples is { } samples) item.Append(", samples: [").AppendJoin(", ", samples.Select(Values)).Append(']');
        if (test.Time is { } time) item.Append(CultureInfo.InvariantCulture, $", time: {time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFF}Z");
        if (test.Stops) item.Append(", stops: true");
        return item.Append('}').ToString();
    }

    private static string Message(SpecTest test) => test.Input switch
    {
        SpecTestInput.Json => $"json: {JsonInYaml.Of(test.Bytes) ?? InQuotes(Encoding.UTF8.GetString(test.Bytes.Span))}",
        SpecTestInput.Csv => $"csv: {InQuotes(Encoding.UTF8.GetString(test.Bytes.Span))}",
        _ => $"{(test.IsFrame ? "frame" : "hex")}: \"{PastedPayload.Spaced(test.Bytes.Span)}\"",
    };

    private static string Values(IReadOnlyDictionary<string, SpecTestValue?> values) =>
        $"{{{string.Join(", ", values.Select(v => $"{Quoted(v.Key)}: {Value(v.Value!)}"))}}}";

    private static string Value(SpecTestValue value) =>
        value.Number is { } number ? number.ToString("R", CultureInfo.InvariantCulture)
        : value.Boolean is { } boolean ? (boolean ? "true" : "false")
        : InQuotes(value.Text!);

    internal static string InQuotes(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c is '\n') quoted.Append("\\n");
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>At the end of the list under <c>tests</c>, as the others stand there; it is begun when there is none.</summary>
    private static string Insert(string text, string item)
    {
        if (EndInBrackets(text) is { } end) return text.Insert(end, text[..end].TrimEnd()[^1] is '[' or ',' ? item : ", " + item);
        var lines = text.Split('\n').ToList();
        var tests = lines.FindIndex(l => l.StartsWith("tests:", StringComparison.Ordinal));
        if (tests < 0) return $"{text}tests:\n  - {item}\n";
        var next = lines.FindIndex(tests + 1, l => l.Length > 0 && l[0] is not (' ' or '-' or '#'));
        var last = next < 0 ? lines.Count - 1 : next - 1;
        while (last > tests && (lines[last].Trim().Length == 0 || lines[last][0] == '#')) last--;
        var first = lines.FindIndex(tests + 1, last - tests, l => l.TrimStart().StartsWith('-'));
        var indent = first < 0 ? 2 : lines[first].Length - lines[first].TrimStart().Length;
        lines.Insert(last + 1, $"{new string(' ', indent)}- {item}");
        return string.Join('\n', lines);
    }

    /// <returns>Where the closing bracket of <c>tests: [...]</c> is; null when the list is written in lines, or is not there.</returns>
    private static int? EndInBrackets(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var isTests = parser.Accept<Scalar>(out var key) && key.Value == "tests";
            parser.SkipThisAndNestedEvents();
            if (isTests)
            {
                if (!parser.TryConsume<SequenceStart>(out var list) || list.Style != SequenceStyle.Flow) return null;
                while (!parser.Accept<SequenceEnd>(out _)) parser.SkipThisAndNestedEvents();
                return (int)parser.Consume<SequenceEnd>().Start.Index;
            }

            parser.SkipThisAndNestedEvents();
        }

        return null;
    }
}
