using IotLink.Core.Products.Vocabulary;
using static IotLink.Core.Products.Vocabulary.SpecVocabulary;

namespace IotLink.Core.Formulas;

/// <summary>The keys of formulas as data. Whoever teaches <see cref="FormulaDocument"/> a key adds it here; a test compares the two.</summary>
public static class FormulaVocabulary
{
    private static readonly SpecKey Product = Key("productId", KeyShape.Text, "prod-a", "Id of the product it is for; without it for every product.");

    public static DocumentLanguage Language { get; } = new("formula", "IotLink formula",
    [
        new("formula", "One value calculated from others.",
        [
            Key("formulaId", KeyShape.Text, "health-score", "Id of the formula.") with { IsRequired = true },
            Product,
            Key("customer", KeyShape.Text, "c-001", "Id of the customer it is for; the most particular formula counts."),
            Key("formula", KeyShape.Expression, "clamp(100 - (tempC - 60) * 2, 0, 100)", "The calculation; a statistic may follow a name, such as tempC.max.") with { IsRequired = true },
            Key("metric", KeyShape.Text, "health", "Name of the result; without it the formula's id."),
            OneOf("level", ["record", "device-day", "customer-day"], "What it is applied to: each reading, a device's day or a customer's day; without it readings and days."),
            OneOf("statistic", ["mean", "min", "max", "sum", "count", "last", "stddev", "p50", "p95", "p99"], "Which statistic of a day a bare name means; mean without it."),
            Key("unit", KeyShape.Text, "\"%\"", "Unit of the result."),
            Key("description", KeyShape.Text, "Health score, 0 to 100", "What it is about, for people."),
        ]),
        new("formulas", "Several formulas; the product above is theirs unless they say another.",
        [
            Product,
            In("formula", "formulas", KeyShape.SectionList, "[{formulaId: sum, formula: a + b}]", "The formulas.") with { IsRequired = true },
        ]),
    ])
    {
        ListKey = "formulas",
    };
}
