using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Devices;

namespace IotLink.Core.Documents;

/// <summary>
/// Names one registered document for ever: <c>spec/prod-a/main</c>, <c>rule/prod-a/temp-threshold-prod-a</c>, and with <c>_</c> in place of
/// the product what is for all products. The text form is the one in addresses, files and the audit.
/// </summary>
/// <param name="Product">null: for all products (formulas only).</param>
/// <param name="Name">The rule's or formula's id; <see cref="Only"/> for a spec and a contract.</param>
public sealed record DocumentKey(DocumentKind Kind, ProductId? Product, string Name) : IParsable<DocumentKey>
{
    /// <summary>The name of what a product has one of.</summary>
    public const string Only = "main";

    private const string AllProducts = "_";

    /// <summary>By product, kind, name: the order of lists, exports and of compiling. What is for all products comes first.</summary>
    public static IComparer<DocumentKey> Order { get; } = Comparer<DocumentKey>.Create(Compare);

    public static DocumentKey SpecOf(ProductId product) => new(DocumentKind.Spec, product, Only);

    public static DocumentKey ContractOf(ProductId product) => new(DocumentKind.Contract, product, Only);

    public static DocumentKey RuleOf(ProductId product, string name) => new(DocumentKind.Rule, product, name);

    public static DocumentKey FormulaOf(ProductId? product, string name) => new(DocumentKind.Formula, product, name);

    public static DocumentKey ActionOf(ProductId product, string name) => new(DocumentKind.Action, product, name);

    /// <summary><c>spec</c>, <c>contract</c>, <c>rule</c>, <c>formula</c>, <c>action</c>.</summary>
    public static string WordOf(DocumentKind kind) => kind.ToString().ToLowerInvariant();

    public static DocumentKey Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var key) ? key : throw new FormatException($"'{s}' is no document key such as spec/prod-a/{Only}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DocumentKey result)
    {
        result = null;
        if (s?.Split('/') is not [var word, var product, var name]) return false;
        if (!Enum.TryParse<DocumentKind>(word, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || !Identifier.IsValid(name)) return false;
        if (product == AllProducts) result = new(kind, null, name);
        else if (ProductId.TryParse(product, provider, out var id)) result = new(kind, id, name);
        return result is { IsValid: true };
    }

    /// <summary>Specs and contracts belong to a product and have the one name; only formulas may be for all products.</summary>
    public bool IsValid => Identifier.IsValid(Name) && Kind switch
    {
        DocumentKind.Spec or DocumentKind.Contract => Product is not null && Name == Only,
        DocumentKind.Formula => true,
        _ => Product is not null,
    };

    public override string ToString() => $"{WordOf(Kind)}/{Product?.Value ?? AllProducts}/{Name}";

    private static int Compare(DocumentKey a, DocumentKey b)
    {
        var product = string.CompareOrdinal(a.Product?.Value, b.Product?.Value);
        if (product != 0) return product;
        return a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Name, b.Name);
    }
}
