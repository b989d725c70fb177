using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Documents;

/// <summary>
/// One YAML mapping being read. Each key is asked for by name and type; what is wrong is added to the fault list with its place and
/// reading goes on; <see cref="Done"/> then calls every key nobody asked for a fault.
/// </summary>
public sealed class DocumentMap
{
    private const int MaxDepth = 64;
    private readonly YamlMappingNode _node;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<(string[] Keys, DocumentFault Fault)> _missing = [];

    private DocumentMap(YamlMappingNode node, string path, List<DocumentFault> faults) =>
        (_node, Path, Faults) = (node, path, faults);

    public string Path { get; }

    public List<DocumentFault> Faults { get; }

    /// <summary>The mapping itself, for who looks at it as a whole.</summary>
    public YamlMappingNode Yaml => _node;

    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <returns>null when the text is not one YAML mapping; the faults then say why.</returns>
    public static DocumentMap? Parse(string text, List<DocumentFault> faults)
    {
        try
        {
            if (Excess(text) is { } excess)
            {
                faults.Add(excess);
                return null;
            }

            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root) return new(root, "", faults);
            faults.Add(new("yaml.shape", "The document must be one YAML mapping (key: value lines).", 1, 1, ""));
        }
        catch (YamlException e)
        {
            faults.Add(new("yaml.syntax", e.Message, (int)Math.Max(1, e.Start.Line), (int)Math.Max(1, e.Start.Column), ""));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // The loader's own way to say that it met something out of place; it does not say where.
            faults.Add(new("yaml.syntax", $"The document cannot be read as YAML: {e.Message}", 1, 1, ""));
        }

        return null;
    }

    /// <summary>Looks through the text without recursion: deep nesting would end the process, and aliases can make a small text endless.</summary>
    private static DocumentFault? Excess(string text)
    {
        var parser = new Parser(new StringReader(text));
        var (depth, line, column) = (0, 1, 1);
        var open = new Stack<(Mark Start, int Nodes)>();
        try
        {
            while (parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                (line, column) = ((int)parser.Current.Start.Line, (int)parser.Current.Start.Column);
                if (depth > MaxDepth) return new("yaml.depth", $"Nested deeper than {MaxDepth} levels.", line, column, "");
                if (parser.Current is AnchorAlias) return new("yaml.alias", "Aliases (*name) are not taken: write it out.", line, column, "");
                if (parser.Current is YamlDotNet.Core.Events.Scalar or MappingStart or SequenceStart && open.TryPop(out var parent)) open.Push((parent.Start, parent.Nodes + 1));
                if (parser.Current is MappingStart or SequenceStart) open.Push((parser.Current.Start, 0));
                if (parser.Current is MappingEnd or SequenceEnd && open.Pop() is { Nodes: var nodes, Start: var start } && parser.Current is MappingEnd && nodes % 2 == 1)
                    return new("yaml.syntax", "A key or a value is missing in this mapping.", (int)start.Line, (int)start.Column, "");
                (line, column) = ((int)parser.Current.End.Line, (int)parser.Current.End.Column);
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner's own way to say that a text without quotes runs into a bracket or comma it cannot end at.
            return new("yaml.syntax", "What follows here cannot be read; is a quote or a bracket missing?", line, column, "");
        }
    }

    public static DocumentMap? From(YamlNode node, string path, List<DocumentFault> faults)
    {
        if (node is YamlMappingNode map) return new(map, path, faults);
        faults.Add(At(node, path, "value.type", "Expected a mapping (key: value lines)."));
        return null;
    }

    /// <summary>Whether the key is there; marks it as known.</summary>
    public bool Has(string key)
    {
        _asked.Add(key);
        return _node.Children.ContainsKey(new YamlScalarNode(key));
    }

    /// <summary>The node itself, for shapes that vary; marks the key as known.</summary>
    public YamlNode? Node(string key, bool required = false)
    {
        _asked.Add(key);
        if (_node.Children.TryGetValue(new YamlScalarNode(key), out var node)) return node;
        if (required) Missing([key], $"Key '{key}' is required.");
        return null;
    }

    public string? Text(string key, bool required = false)
    {
        var node = Node(key, required);
        if (node is null) return null;
        if (node is YamlScalarNode { Value: { } value }) return value;
        Fault(key, "value.type", "Expected text.");
        return null;
    }

    public double? Number(string key, bool required = false) =>
        Scalar(key, required, "a number", s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : (double?)null);

    /// <summary>Decimal or <c>0x</c> hexadecimal.</summary>
    public long? Integer(string key, bool required = false) => Scalar(key, required, "a whole number", ParseInteger);

    /// <summary><c>true</c> or <c>false</c>; YAML 1.1's On and Yes are not taken for booleans.</summary>
    public bool? Flag(string key, bool required = false) =>
        Scalar(key, required, "true or false", s => s switch { "true" => true, "false" => false, _ => (bool?)null });

    /// <summary>A number with <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
    public TimeSpan? Duration(string key, bool required = false) =>
        Scalar(key, required, "a duration such as 30s, 5m or 2h", Durations.Parse);

    /// <summary>One of the enum's names, any case.</summary>
    public T? Choice<T>(string key, bool required = false)
        where T : struct, Enum =>
        Scalar(key, required, "one of " + string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant())),
            s => Enum.TryParse<T>(s, ignoreCase: true, out var v) && !char.IsAsciiDigit(s[0]) && s[0] != '-' ? v : (T?)null);

    public DocumentMap? Map(string key, bool required = false) =>
        Node(key, required) is { } node ? From(node, Under(key), Faults) : null;

    /// <summary>The items of a list, each with its path; empty when the key is absent.</summary>
    public IEnumerable<(YamlNode Node, string Path)> Items(string key, bool required = false)
    {
        var node = Node(key, required);
        if (node is null) yield break;
        if (node is not YamlSequenceNode list)
        {
            Fault(key, "value.type", "Expected a list.");
            yield break;
        }

        for (var i = 0; i < list.Children.Count; i++) yield return (list.Children[i], $"{Under(key)}[{i}]");
    }

    /// <summary>The items of a list of mappings.</summary>
    public IEnumerable<DocumentMap> Maps(string key, bool required = false)
    {
        foreach (var (node, path) in Items(key, required))
        {
            if (From(node, path, Faults) is { } map) yield return map;
        }
    }

    public void Fault(string code, string message) => Faults.Add(At(_node, Path, code, message));

    /// <summary>A fault at the value of a key.</summary>
    public void Fault(string key, string code, string message) =>
        Faults.Add(At(_node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : _node, Under(key), code, message));

    /// <summary>A fault for lack of one of these keys. It is taken back when one turns out to be there, misspelt: that is said once.</summary>
    /// <param name="at">The key whose value is the place; null: the mapping.</param>
    public void Missing(string[] keys, string message, string code = "key.missing", string? at = null)
    {
        if (at is null) Fault(code, message);
        else Fault(at, code, message);
        if (keys is [var only] && at is null && !_node.Children.ContainsKey(new YamlScalarNode(only))) Faults[^1] = Faults[^1] with { Suggested = only };
        _missing.Add((keys, Faults[^1]));
    }

    /// <summary>Whether a key nobody has asked for yet could be one of these, misspelt.</summary>
    public bool MayMean(params string[] keys) =>
        Keys.Any(name => !_asked.Contains(name) && Array.Exists(keys, key => Spelling.Distance(key, name) <= 2));

    /// <summary>Call when all known keys were asked for: the others are faults, with the likeliest spelling.</summary>
    public void Done()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (_asked.Contains(name)) continue;
            var near = _asked.Where(known => Spelling.Distance(known, name) <= 2).OrderBy(k => Spelling.Distance(k, name)).FirstOrDefault();
            var hint = near is not null ? $"Did you mean '{near}'?"
                : _asked.Count == 0 ? "There are no keys here."
                : $"Known here: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.";
            foreach (var (_, fault) in _missing.Where(m => m.Keys.Contains(near))) Faults.RemoveAll(f => ReferenceEquals(f, fault));
            var unknown = At(key, Under(name), "key.unknown", $"Unknown key '{name}'. {hint}");
            Faults.Add(near is null || _node.Children.ContainsKey(new YamlScalarNode(near)) ? unknown : unknown with { Suggested = near });
        }
    }

    public static DocumentFault At(YamlNode node, string path, string code, string message) =>
        new(code, message, (int)node.Start.Line, (int)node.Start.Column, path);

    public static long? ParseInteger(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private T? Scalar<T>(string key, bool required, string expected, Func<string, T?> parse)
        where T : struct
    {
        var node = Node(key, required);
        if (node is null) return null;
        if (node is YamlScalarNode { Value: { } text } && text.Length > 0 && parse(text) is { } value) return value;
        Fault(key, "value.type", $"Expected {expected}{(node is YamlScalarNode s ? $", found '{s.Value}'" : "")}.");
        return null;
    }

    private string Under(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
