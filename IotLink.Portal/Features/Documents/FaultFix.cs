using IotLink.Core.Documents;

namespace IotLink.Portal.Features.Documents;

/// <summary>The one small change that puts a common fault right: another spelling of a key, or a key that is missing.</summary>
/// <param name="Name">What it is called: Replace or Insert.</param>
/// <param name="Key">The key that is written.</param>
/// <param name="Text">The whole text with it.</param>
public sealed record FaultFix(string Name, string Key, string Text)
{
    /// <returns>null when a person must think.</returns>
    public static FaultFix? Of(DocumentFault fault, string text, EditorLanguage language)
    {
        if (fault.Suggested is not { } key) return null;
        var lines = text.Split('\n');
        if (fault.Line < 1 || fault.Line > lines.Length || fault.Column < 1 || fault.Column > lines[fault.Line - 1].Length) return null;
        var isUnknown = fault.Code == "key.unknown";
        var line = isUnknown ? Replaced(lines[fault.Line - 1], fault, key) : Inserted(text, lines[fault.Line - 1], fault, key, language);
        if (line is null) return null;
        lines[fault.Line - 1] = line;
        return new(isUnknown ? "Replace" : "Insert", key, string.Join('\n', lines));
    }

    private static string? Replaced(string line, DocumentFault fault, string key)
    {
        var at = fault.Column - 1;
        var wrong = fault.Path[(fault.Path.LastIndexOf('.') + 1)..];
        return line.AsSpan(at).StartsWith(wrong, StringComparison.Ordinal) ? line[..at] + key + line[(at + wrong.Length)..] : null;
    }

    /// <summary>In brackets behind the opening one, else as a line of its own before the mapping's first.</summary>
    private static string? Inserted(string text, string line, DocumentFault fault, string key, EditorLanguage language)
    {
        var at = fault.Column - 1;
        var isFlow = line[at] == '{';
        var inside = isFlow ? at + 1 : at;
        if (language.ExampleOf(key, text, fault.Line, inside + 1) is not { } example || example.Contains('\n', StringComparison.Ordinal)) return null;
        if (!isFlow) return $"{line[..at]}{key}: {example}\n{new string(' ', at)}{line[at..]}";
        var isEmpty = line[inside..].TrimStart().StartsWith('}');
        return $"{line[..inside]}{key}: {example}{(isEmpty ? "" : ", ")}{line[inside..]}";
    }
}
