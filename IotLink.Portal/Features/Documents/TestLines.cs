using System.Globalization;
using System.Text;

namespace IotLink.Portal.Features.Documents;

/// <summary>Makes what a person sees into lines of the spec.</summary>
public static class TestLines
{
    /// <summary>Adds an example to the spec's <c>tests</c>: these bytes give what the text makes of them now.</summary>
    public static string Add(string text, SampleMessage sample, Trial trial, string name)
    {
        var line = new StringBuilder("  - {name: ").Append(Quoted(name));
        if (sample.Message.FPort > 0) line.Append(CultureInfo.InvariantCulture, $", fport: {sample.Message.FPort}");
        var isFrame = sample.Message.Channel == Core.Messages.Channel.Tcp;
        line.Append(CultureInfo.InvariantCulture, $", {(isFrame ? "frame" : "hex")}: \"{PastedPayload.Spaced(sample.Message.Payload.Span)}\", ");
        if (trial.Refusal is { } refusal) line.Append(CultureInfo.InvariantCulture, $"refuse: {refusal.Code}}}");
        else line.Append("expect: {").AppendJoin(", ", trial.Values.Select(v => $"{Quoted(v.Metric)}: {Value(v)}")).Append("}}");
        return Insert(text.TrimEnd() + "\n", line.ToString());
    }

    /// <summary>At the end of the list under <c>tests:</c>, which is begun when there is none.</summary>
    private static string Insert(string text, string line)
    {
        var lines = text.Split('\n').ToList();
        var tests = lines.FindIndex(l => l.StartsWith("tests:", StringComparison.Ordinal));
        if (tests < 0) return $"{text}tests:\n{line}\n";
        var end = lines.FindIndex(tests + 1, l => l.Length > 0 && l[0] is not (' ' or '-' or '#'));
        if (end < 0) end = lines.FindLastIndex(l => l.Trim().Length > 0) + 1;
        var first = tests + 1 < end ? lines[tests + 1] : "";
        var indent = first.TrimStart().StartsWith('-') ? first.Length - first.TrimStart().Length : 2;
        lines.Insert(end, new string(' ', indent) + line.TrimStart());
        return string.Join('\n', lines);
    }

    private static string Value(TrialValue value) =>
        value.Number is { } number ? number.ToString("R", CultureInfo.InvariantCulture)
        : value.Boolean is { } boolean ? (boolean ? "true" : "false")
        : $"\"{value.Text!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A plain word stays plain.</summary>
    internal static string Quoted(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
