using System.Reflection;
using IotLink.Core.Devices;

namespace IotLink.Core.Products;

/// <summary>
/// The documents that come with IotLink, embedded from <c>Catalog/</c>: <c>prod-a.rules.yaml</c>, and where a product has more of a kind,
/// <c>prod-a-2.rules.yaml</c> and so on.
/// </summary>
public static class CatalogDocuments
{
    private const string Prefix = "catalog/";
    private static readonly Assembly Here = typeof(CatalogDocuments).Assembly;

    /// <summary>Texts of a product's documents of one kind, in the order of their numbers.</summary>
    /// <param name="kind"><c>rules</c>, <c>contract</c>, <c>formula</c> or <c>spec</c>.</param>
    public static IReadOnlyList<string> Of(ProductId product, string kind) =>
        [.. Enumerable.Range(1, 9).Select(n => Read(n == 1 ? $"{product}.{kind}.yaml" : $"{product}-{n}.{kind}.yaml")).OfType<string>()];

    /// <summary>Every product that has a document here.</summary>
    public static IReadOnlyList<ProductId> Products { get; } =
    [
        .. Here.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..].Split('.')[0])
            .Where(name => !(name[^2] == '-' && char.IsAsciiDigit(name[^1])))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => ProductId.Parse(name, null)),
    ];

    private static string? Read(string file)
    {
        using var stream = Here.GetManifestResourceStream(Prefix + file);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
