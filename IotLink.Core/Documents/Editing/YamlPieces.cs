using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using BlockEntry = YamlDotNet.Core.Tokens.BlockEntry;
using Comment = YamlDotNet.Core.Tokens.Comment;

namespace IotLink.Core.Documents.Editing;

/// <summary>A text cut into the pieces YAML sees in it, comments included.</summary>
internal sealed class YamlPieces
{
    private readonly string _text;
    private readonly List<int> _dashes = [];

    private YamlPieces(string text) => _text = text;

    public YamlMap Top { get; private set; } = null!;

    /// <summary>The places of comments, each from its <c>#</c> to the end of its line.</summary>
    public IReadOnlyList<(int From, int To)> Comments { get; private set; } = [];

    /// <returns>null for what is not one YAML mapping.</returns>
    public static YamlPieces? Read(string text)
    {
        if (DocumentMap.Parse(text, []) is null) return null;
        var pieces = new YamlPieces(text);
        try
        {
            pieces.Comments = pieces.Scan();
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext() && parser.Current is StreamStart or DocumentStart)
            {
            }

            if (pieces.Read(parser) is not YamlMap top) return null;
            pieces.Top = top;
            return pieces;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            // The scanner stumbles over comments in some places the parser takes; such a text is not edited by place.
            return null;
        }
    }

    public YamlPiece? Find(DocumentPath path)
    {
        YamlPiece? at = Top;
        for (var i = 0; i < path.Length && at is not null; i++)
        {
            at = (at, DocumentPath.ItemOf(path[i])) switch
            {
                (YamlMap map, null) when map.IndexOf(path[i]) is >= 0 and var index => map.Entries[index].Value,
                (YamlList list, { } item) when item < list.Items.Count => list.Items[item],
                _ => null,
            };
        }

        return at;
    }

    /// <summary>Where dashes and comments are.</summary>
    private List<(int From, int To)> Scan()
    {
        var comments = new List<(int From, int To)>();
        var scanner = new Scanner(new StringReader(_text), skipComments: false);
        while (scanner.MoveNext())
        {
            if (scanner.Current is BlockEntry dash) _dashes.Add((int)dash.Start.Index);
            if (scanner.Current is not Comment comment) continue;
            var from = (int)comment.Start.Index;
            comments.Add((from, LineEnd(from)));
        }

        return comments;
    }

    private int LineEnd(int at) => _text.IndexOf('\n', at) is >= 0 and var end ? end : _text.Length;

    /// <summary>The parser stands at the piece's first event, and afterwards at its last.</summary>
    private YamlPiece Read(Parser parser)
    {
        var first = parser.Current!;
        var from = (int)first.Start.Index;
        switch (first)
        {
            case Scalar scalar:
                var to = (int)scalar.End.Index;
                if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded) to = _text[..to].TrimEnd().Length;
                return new YamlWord(from, to, scalar.Value, scalar.Style);
            case MappingStart map:
                var entries = new List<(YamlWord, YamlPiece)>();
                while (Next(parser) is not MappingEnd)
                {
                    if (Read(parser) is not YamlWord key) throw new InvalidOperationException("A key is no text.");
                    Next(parser);
                    entries.Add((key, Read(parser)));
                }

                var isFlow = map.Style == MappingStyle.Flow;
                return new YamlMap(from, isFlow ? Bracket(parser) : entries[^1].Item2.To, isFlow, entries);
            case SequenceStart list:
                var items = new List<YamlPiece>();
                while (Next(parser) is not SequenceEnd) items.Add(Read(parser));
                var flows = list.Style == SequenceStyle.Flow;
                return new YamlList(from, flows ? Bracket(parser) : items[^1].To, flows, items,
                    [.. items.Select(item => flows ? item.From : _dashes.Last(dash => dash < item.From || dash == item.From - 1))]);
            default:
                throw new InvalidOperationException($"Unexpected {first}.");
        }
    }

    /// <summary>Behind the closing bracket; the event's own end lies before it.</summary>
    private static int Bracket(Parser parser) => (int)parser.Current!.Start.Index + 1;

    private static ParsingEvent Next(Parser parser) => parser.MoveNext() ? parser.Current! : throw new InvalidOperationException("The text ends too early.");
}
