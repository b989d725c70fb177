using System.Text;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Guide;

/// <summary>
/// A page of the guide whose examples are run. A <c>yaml</c> block is a document; in the <c>text</c> block after it lines without an arrow are
/// given to it, lines with an arrow are what came of them. With IOTLINK_WRITE_GUIDE=1 what comes is written into the page, to be looked at.
/// </summary>
internal sealed class GuidePage(string file)
{
    private const char Arrow = '→';
    private readonly string _path = Path.Combine(Repository.Root, "docs", "guide", file);

    public static bool Writes => Environment.GetEnvironmentVariable("IOTLINK_WRITE_GUIDE") == "1";

    public string Text => File.ReadAllText(_path);

    public void Is(string expected)
    {
        if (Writes) File.WriteAllText(_path, expected);
        Assert.Equal(expected, Text);
    }

    /// <summary>The page with every output computed anew.</summary>
    /// <param name="start">Makes of a document what takes an input and answers with lines.</param>
    public string Run(Func<string, Func<string, IEnumerable<string>>> start, out int examples)
    {
        var (page, document, input) = (new StringBuilder(), new StringBuilder(), new List<string>());
        var (fence, run) = ("", (Func<string, IEnumerable<string>>?)null);
        examples = 0;
        foreach (var line in Text.TrimEnd('\n').Split('\n'))
        {
            var isArrow = fence == "```text" && line.StartsWith(Arrow);
            if (isArrow && input.Count > 0)
            {
                foreach (var output in run!(string.Join('\n', input)).DefaultIfEmpty("nothing")) page.Append(Arrow).Append(' ').Append(output).Append('\n');
                input.Clear();
                examples++;
            }

            if (!isArrow) page.Append(line).Append('\n');
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (fence == "```yaml") run = start(document.ToString());
                if (fence == "```yaml") document.Clear();
                fence = line == "```" ? "" : line;
            }
            else if (fence == "```yaml") document.Append(line).Append('\n');
            else if (fence == "```text" && !isArrow) input.Add(line);
        }

        return page.ToString();
    }
}
