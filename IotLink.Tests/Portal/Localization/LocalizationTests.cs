using System.Text.RegularExpressions;
using System.Xml.Linq;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Localization;

public sealed partial class LocalizationTests
{
    private static readonly string Portal = Path.Combine(Repository.Root, "IotLink.Portal");

    public static TheoryData<string> Resources() =>
        [.. Directory.EnumerateFiles(Portal, "*.resx", SearchOption.AllDirectories).Where(IsOurs).Where(f => !f.EndsWith(".ko.resx", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Portal, f))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Both_languages_say_the_same_things(string resource)
    {
        var english = Texts(resource);
        var korean = Texts(resource.Replace(".resx", ".ko.resx", StringComparison.Ordinal));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), korean.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, t => Assert.Equal(Holes(t.Value), Holes(korean[t.Key])));
        Assert.All(korean.Values.Concat(english.Values), t => Assert.False(string.IsNullOrWhiteSpace(t)));
    }

    [Fact]
    public void No_Korean_is_written_into_code_or_markup()
    {
        var files = Directory.EnumerateFiles(Portal, "*", SearchOption.AllDirectories).Where(IsOurs)
            .Where(f => Path.GetExtension(f) is ".razor" or ".cs" or ".js").ToList();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, f => Hangul().IsMatch(File.ReadAllText(f)));
    }

    [Fact]
    public void Every_reason_of_the_core_has_words()
    {
        var words = Texts("Localization/Words.resx");
        var reasons = typeof(Reason).GetFields().Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(reasons, r => Assert.Contains($"Reason.{r}", words.Keys));
    }

    [Fact]
    public void Every_text_a_page_asks_for_is_there()
    {
        var missing =
            from file in Directory.EnumerateFiles(Portal, "*.razor", SearchOption.AllDirectories).Where(IsOurs)
            from localizer in Localizer().Matches(File.ReadAllText(file))
            let resource = Directory.EnumerateFiles(Portal, localizer.Groups["type"].Value + ".resx", SearchOption.AllDirectories).SingleOrDefault(IsOurs)
            where resource is not null
            let known = Texts(Path.GetRelativePath(Portal, resource))
            from use in Regex.Matches(File.ReadAllText(file), $"\\b{localizer.Groups["name"].Value}\\[\"(?<key>[^\"]+)\"[\\],]")
            where !known.ContainsKey(use.Groups["key"].Value)
            select $"{Path.GetFileName(file)}: {use.Groups["key"].Value}";

        Assert.Empty(missing);
    }

    private static Dictionary<string, string> Texts(string resource) => XDocument.Load(Path.Combine(Portal, resource)).Root!
        .Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static string Holes(string text) => string.Join(' ', Hole().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    private static bool IsOurs(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules" or "vendor");

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"[\uAC00-\uD7A3\u1100-\u11FF\u3130-\u318F]")]
    private static partial Regex Hangul();

    [GeneratedRegex(@"@inject IStringLocalizer<(?<type>\w+)> (?<name>\w+)")]
    private static partial Regex Localizer();
}
