using System.Text.RegularExpressions;

namespace IotLink.Portal.Features.Documents;

/// <summary>
/// Where in a YAML text somebody is typing. Read from indentation and brackets alone, because what is being typed is seldom well-formed.
/// </summary>
/// <param name="Path">Keys down to the mapping or list one is in; <c>[]</c> for an item of a list.</param>
/// <param name="Key">The key whose value is being written; null where a key is expected.</param>
/// <param name="WordStart">1-based column where the word begins.</param>
public sealed partial record YamlPoint(IReadOnlyList<string> Path, string? Key, int WordStart)
{
    public const string Item = "[]";

    /// <param name="line">1-based.</param>
    /// <param name="column">1-based; what is left of it counts.</param>
    public static YamlPoint At(string text, int line, int column)
    {
        var lines = text.Split('\n');
        var open = new List<(int Indent, string Name)>();
        for (var i = 0; i < Math.Min(line - 1, lines.Length); i++) Enter(lines[i], open, out _, out _);
        var left = line <= lines.Length ? lines[line - 1][..Math.Min(column - 1, lines[line - 1].Length)] : "";
        var start = left.Length - Word().Match(left).Length + 1;
        Enter(left, open, out var rest, out var key);
        var path = open.Select(o => o.Name).ToList();
        if (key is null) return Flow(path, left[^(left.Length - Start(left))..], null, start);
        path.RemoveAt(path.Count - 1);
        return Flow(path, rest, key, start);
    }

    /// <summary>The lines of the mapping that begins on a line: all below that are not less indented, or only itself when it stands in brackets.</summary>
    public static (int From, int To) Block(string text, int line, int column)
    {
        var lines = text.Split('\n');
        var to = line;
        if (InBrackets().IsMatch(lines[line - 1])) return (line, line);
        for (var i = line; i < lines.Length; i++)
        {
            if (lines[i].Trim() is "" || lines[i].TrimStart().StartsWith('#')) continue;
            if (lines[i].Length - lines[i].TrimStart().Length < column - 1) break;
            to = i + 1;
        }

        return (line, to);
    }

    /// <summary>Column where the content of a line begins, behind its dashes; 1-based.</summary>
    public static int ContentColumn(string line) => Start(line) + 1;

    private static void Enter(string line, List<(int Indent, string Name)> open, out string rest, out string? key)
    {
        (rest, key) = ("", null);
        if (line.Trim() is "" || line.TrimStart().StartsWith('#')) return;
        var at = line.Length - line.TrimStart().Length;
        while (at < line.Length && line[at] == '-' && (at + 1 == line.Length || line[at + 1] == ' '))
        {
            var indent = at;
            open.RemoveAll(o => o.Indent > indent || (o.Indent == indent && o.Name == Item));
            open.Add((at, Item));
            at++;
            while (at < line.Length && line[at] == ' ') at++;
        }

        if (at >= line.Length) return;
        var column = at;
        open.RemoveAll(o => o.Indent >= column);
        if (KeyHere().Match(line, at) is not { Success: true } found || found.Index != at) return;
        key = found.Groups[1].Value.Trim('"', '\'');
        rest = line[(at + found.Length)..];
        open.Add((at, key));
    }

    private static int Start(string line)
    {
        var at = line.Length - line.TrimStart().Length;
        while (at < line.Length && line[at] == '-' && (at + 1 == line.Length || line[at + 1] == ' '))
        {
            at++;
            while (at < line.Length && line[at] == ' ') at++;
        }

        return at;
    }

    /// <summary>Follows the brackets of what stands behind a key, or alone.</summary>
    private static YamlPoint Flow(List<string> path, string rest, string? key, int start)
    {
        var word = 0;
        var outer = new Stack<string?>();
        for (var i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case '{' or '[':
                    outer.Push(key);
                    if (key is not null) path.Add(key);
                    if (rest[i] == '[') path.Add(Item);
                    key = null;
                    word = i + 1;
                    break;
                case '}' or ']' when outer.Count > 0:
                    if (rest[i] == ']') path.RemoveAt(path.Count - 1);
                    key = outer.Pop();
                    if (key is not null) path.RemoveAt(path.Count - 1);
                    break;
                case ',' when outer.Count > 0:
                    key = null;
                    word = i + 1;
                    break;
                case ':' when outer.Count > 0 && (i + 1 == rest.Length || rest[i + 1] == ' '):
                    key = rest[word..i].Trim(' ', '"', '\'');
                    break;
            }
        }

        return new(path, key, start);
    }

    [GeneratedRegex(@"^[\s-]*([^\s{][^{]*:\s+)?\{.*\}\s*(#.*)?$")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"[\w.()-]*$")]
    private static partial Regex Word();

    [GeneratedRegex(@"(""[^""]*""|'[^']*'|[^\s:{\[,#][^:{\[#]*?)\s*:(?=\s|$)")]
    private static partial Regex KeyHere();
}
