using System.Text;
using IotLink.Core.Documents.Editing;

namespace IotLink.Tests.Core.Documents.Editing;

/// <summary>Writes a document the way many hands do: lines or brackets, quotes or none, comments behind values and on lines of their own.</summary>
internal sealed class Dresser(Random random, string[] comments)
{
    private readonly StringBuilder _text = new();
    private int _comment;

    public string Write(DocumentValue.Keyed document)
    {
        if (random.Next(2) == 0) _text.Append("# a document\n");
        Map(document, 0);
        if (random.Next(3) == 0) _text.Append("# the end\n");
        return _text.ToString();
    }

    private void Map(DocumentValue.Keyed map, int indent)
    {
        for (var i = 0; i < map.Entries.Count; i++)
        {
            if (i > 0) Pad(indent);
            _text.Append(map.Entries[i].Key).Append(':');
            Value(map.Entries[i].Value, indent);
        }
    }

    /// <summary>What stands behind a colon, or a dash.</summary>
    private void Value(DocumentValue value, int indent, bool isItem = false)
    {
        switch (value)
        {
            case DocumentValue.Keyed map when random.Next(3) > 0:
                var deeper = isItem ? indent + 2 : indent + random.Next(1, 5);
                if (isItem) _text.Append(' ');
                else Begin(deeper);
                Map(map, deeper);
                break;
            case DocumentValue.Many list when random.Next(3) > 0 && !isItem:
                var under = indent + random.Next(3);
                Begin(under);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) Pad(under);
                    _text.Append('-');
                    Value(list.Items[i], under, isItem: true);
                }

                break;
            default:
                var flow = Flow(value);
                _text.Append(flow.Length > 0 ? " " : "").Append(flow).Append(Comment()).Append('\n');
                break;
        }
    }

    private string Flow(DocumentValue value) => value switch
    {
        DocumentValue.Many many => $"[{string.Join(random.Next(2) == 0 ? ", " : " , ", many.Items.Select(Flow))}]",
        DocumentValue.Keyed map => $"{{{string.Join(", ", map.Entries.Select(e => $"{e.Key}: {Flow(e.Value)}"))}}}",
        DocumentValue.Word { Text: var text } => random.Next(3) switch
        {
            0 when text.All(char.IsLetterOrDigit) && text.Length > 0 => text,
            1 => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            _ => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        },
        _ => "",
    };

    private void Begin(int indent)
    {
        _text.Append(Comment()).Append('\n');
        Pad(indent);
    }

    private void Pad(int indent)
    {
        if (random.Next(5) == 0) _text.Append('\n');
        if (random.Next(5) == 0) _text.Append(' ', random.Next(8)).Append("# between\n");
        _text.Append(' ', indent);
    }

    private string Comment() => comments[_comment++ % comments.Length];
}
