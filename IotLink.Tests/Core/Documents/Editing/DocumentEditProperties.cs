using CsCheck;
using IotLink.Core.Documents.Editing;

namespace IotLink.Tests.Core.Documents.Editing;

/// <summary>Random documents in every dress, with comments all over: edits do what they say and leave the rest.</summary>
public sealed class DocumentEditProperties
{
    private static readonly Gen<string> Word = Any(
        "80", "tempC > 80 and rpm < 100", "a: b", "# no comment", "it's", "\"so\"", "5m", "09:00", "true", "[x] > 1", "한국어", "- item", "a, b", " lead", "");

    private static readonly Gen<string> Comment = Gen.Frequency((3, Gen.Const("")), (1, Any(" # why", "   # 이유: 합의", " #")));

    private static readonly string[] Remarks = ["# why", "# 이유: 합의", "# between", "# the end", "# a document"];

    private static readonly Gen<DocumentValue> Value = Gen.Recursive<DocumentValue>((depth, inner) => depth > 2
        ? Word.Select(DocumentValue.Of)
        : Gen.Frequency(
            (4, Word.Select(DocumentValue.Of)),
            (1, inner.List[1, 4].Select(items => (DocumentValue)new DocumentValue.Many(items))),
            (2, inner.List[1, 4].Select(items => (DocumentValue)new DocumentValue.Keyed([.. items.Select((v, i) => ($"k{i}", v))])))));

    private static readonly Gen<DocumentValue> Document = Value.List[1, 5].Select(items => (DocumentValue)new DocumentValue.Keyed([.. items.Select((v, i) => ($"top{i}", v))]));

    [Fact]
    public void A_value_is_changed_and_changed_back_to_the_same_text() =>
        Sample(static (text, paths, random, word) =>
        {
            var (path, before) = paths[random % paths.Count];
            var edited = DocumentEdit.Set(text, path, DocumentValue.Of(word));
            if (edited is null) return false;
            return before is not DocumentValue.Word old || DocumentEdit.Set(edited, path, DocumentValue.Of(old.Text)) is { } back && SameBut(back, text, path);
        });

    [Fact]
    public void A_key_comes_and_goes_and_the_text_is_the_same() =>
        Sample(static (text, paths, random, word) =>
        {
            var maps = paths.Where(p => p.Value is DocumentValue.Keyed).Select(p => p.Path).Append(DocumentPath.Root).ToList();
            var path = maps[random % maps.Count].Then("new");
            var edited = DocumentEdit.Set(text, path, DocumentValue.Of(word), _ => ["k0", "k1", "new", "k2", "k3"]);
            return edited is not null && edited != text && DocumentEdit.Remove(edited, path) == text;
        });

    [Fact]
    public void What_is_removed_is_gone_and_the_rest_says_what_it_said() =>
        Sample(static (text, paths, random, word) =>
        {
            var (path, value) = paths[random % paths.Count];
            var edited = DocumentEdit.Remove(text, path);
            var left = DocumentEditTests.Words(DocumentEdit.Read(text)!).ToList();
            foreach (var gone in DocumentEditTests.Words(value)) left.Remove(gone);
            if (left.Count == 0) return true;
            return edited is not null && left.Order(StringComparer.Ordinal).SequenceEqual(DocumentEditTests.Words(DocumentEdit.Read(edited)!).Order(StringComparer.Ordinal))
                && Remarks.All(remark => Lines(text).Count(l => l.Contains(remark, StringComparison.Ordinal)) == Lines(edited).Count(l => l.Contains(remark, StringComparison.Ordinal)));
        });

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static void Sample(Func<string, List<(DocumentPath Path, DocumentValue Value)>, int, string, bool> holds) =>
        Gen.Select(Document, Gen.Int[0, int.MaxValue], Gen.Int[0, 1000], Word, Comment.Array[40]).Sample((document, dress, random, word, comments) =>
        {
            var text = new Dresser(new Random(dress), comments).Write((DocumentValue.Keyed)document);
            var read = DocumentEdit.Read(text);
            Assert.True(document.Equals(read), $"The dresser wrote something else:\n{text}");
            var paths = Paths(document, DocumentPath.Root).ToList();
            Assert.True(holds(text, paths, random, word), $"{text}--- {paths[random % paths.Count].Path} {word}");
        }, iter: 2000);

    private static IEnumerable<(DocumentPath Path, DocumentValue Value)> Paths(DocumentValue at, DocumentPath path) => at switch
    {
        DocumentValue.Keyed keyed => keyed.Entries.SelectMany(e => Paths(e.Value, path.Then(e.Key)).Prepend((path.Then(e.Key), e.Value))),
        DocumentValue.Many many => many.Items.SelectMany((item, i) => Paths(item, path.Then(i)).Prepend((path.Then(i), item))),
        _ => [],
    };

    private static string[] Lines(string text) => text.Split('\n');

    /// <summary>Equal but for the dress of one value: quotes that were not needed are not brought back.</summary>
    private static bool SameBut(string one, string other, DocumentPath path)
    {
        var (a, b) = (Lines(one), Lines(other));
        return DocumentEdit.Read(one)!.Equals(DocumentEdit.Read(other)) && a.Length == b.Length && a.Zip(b).Count(pair => pair.First != pair.Second) <= 1 && path.Length > 0;
    }
}
