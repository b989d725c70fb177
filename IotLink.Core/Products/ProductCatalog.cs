using System.Reflection;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Products;

/// <summary>
/// The documents that come with IotLink, embedded from <c>Catalog/</c>: <c>prod-a.rules.yaml</c>, and where a product has more of a kind,
/// <c>prod-a-2.rules.yaml</c> and so on. They are registered at start, and read from the store from then on.
/// </summary>
public static class ProductCatalog
{
    private const string Prefix = "catalog/";
    private static readonly Assembly Here = typeof(ProductCatalog).Assembly;

    private static readonly IReadOnlyList<string> Names =
    [
        .. Here.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>File names of the specs, sorted: <c>prod-a.spec.yaml</c>.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Names.Where(name => name.EndsWith(".spec.yaml", StringComparison.Ordinal))];

    /// <summary>Every product that has a document here.</summary>
    public static IReadOnlyList<ProductId> Products { get; } = [.. Names.Select(ProductOf).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)];

    /// <summary>Every document under the key it is registered by, in the order of the keys.</summary>
    public static IReadOnlyList<(DocumentKey Key, string Text)> Documents { get; } =
        [.. Products.SelectMany(p => Enum.GetValues<DocumentKind>().SelectMany(kind => Keyed(p, kind))).OrderBy(d => d.Key, DocumentKey.Order)];

    /// <summary>Texts of a product's documents of one kind, in the order of their numbers.</summary>
    public static IReadOnlyList<string> TextsOf(ProductId product, DocumentKind kind)
    {
        var word = kind switch { DocumentKind.Rule => "rules", DocumentKind.Action => "actions", _ => DocumentKey.WordOf(kind) };
        var files = Enumerable.Range(1, 9).Select(n => n == 1 ? $"{product}.{word}.yaml" : $"{product}-{n}.{word}.yaml");
        return [.. files.Where(Names.Contains).Select(TextOf)];
    }

    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static SpecDocument Read(string file) => SpecDocument.Read(TextOf(file));

    /// <summary>Every spec of the catalogue, read anew.</summary>
    public static IEnumerable<SpecDocument> ReadAll() => Files.Select(Read);

    /// <summary>Lists of rules are called <c>rules</c>, and <c>rules-2</c> where a product has a second one.</summary>
    private static IEnumerable<(DocumentKey Key, string Text)> Keyed(ProductId product, DocumentKind kind)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in TextsOf(product, kind))
        {
            var name = DocumentName.Suggest(kind, text);
            var count = taken[name] = taken.GetValueOrDefault(name) + 1;
            yield return (new(kind, product, count == 1 ? name : $"{name}-{count}"), text);
        }
    }

    private static ProductId ProductOf(string file)
    {
        var name = file.Split('.')[0];
        return ProductId.Parse(name[^2] == '-' && char.IsAsciiDigit(name[^1]) ? name[..^2] : name, null);
    }

    private static string TextOf(string file)
    {
        using var stream = Here.GetManifestResourceStream(Prefix + file) ?? throw new ArgumentException($"No '{file}' in the catalogue.", nameof(file));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
