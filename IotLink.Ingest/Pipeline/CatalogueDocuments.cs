using IotLink.Core.Devices;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// The documents that come with the product, embedded in the core: <c>prod-a.spec.yaml</c>, <c>prod-a.rules.yaml</c>; a second one of a kind
/// is <c>prod-a.2.rules.yaml</c>. Until documents are published through the portal, these are what is published.
/// </summary>
public static class CatalogueDocuments
{
    private const string Prefix = "catalog/";

    public static IReadOnlyList<CatalogueDocument> All { get; } = [.. Read().OrderBy(d => d.File, StringComparer.Ordinal)];

    private static IEnumerable<CatalogueDocument> Read()
    {
        var core = typeof(ProductId).Assembly;
        foreach (var name in core.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var file = name[Prefix.Length..];
            var parts = file.Split('.');
            using var reader = new StreamReader(core.GetManifestResourceStream(name)!);
            yield return new(file, ProductId.Parse(parts[0], null), parts[^2], reader.ReadToEnd());
        }
    }
}

/// <param name="Kind"><c>spec</c>, <c>contract</c>, <c>rules</c> or <c>formula</c>.</param>
public sealed record CatalogueDocument(string File, ProductId Product, string Kind, string Text);
