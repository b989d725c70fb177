using System.Reflection;

namespace IotLink.Core.Products;

/// <summary>The specs that come with the product, one file per product, embedded.</summary>
public static class ProductCatalog
{
    private const string Prefix = "catalog/";

    /// <summary>File names, sorted: <c>prod-a.spec.yaml</c>.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".spec.yaml", StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static SpecDocument Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + file)
            ?? throw new ArgumentException($"No '{file}' in the catalogue.", nameof(file));
        using var reader = new StreamReader(stream);
        return SpecDocument.Read(reader.ReadToEnd());
    }

    /// <summary>Every document of the catalogue, read anew.</summary>
    public static IEnumerable<SpecDocument> ReadAll() => Files.Select(Read);
}
