using System.IO.Hashing;
using System.Text;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;

namespace IotLink.Core.CustomerDays;

/// <summary>The published formulas, with a name that changes when they do.</summary>
public sealed class FormulasInForce
{
    private readonly List<(Formula Formula, int Version)> _formulas = [];
    private readonly Dictionary<(ProductId, CustomerId?, FormulaLevel), FormulaSheet> _sheets = [];

    public FormulasInForce(DocumentsInForce documents)
    {
        // What is on canary is for some devices; a customer's day is of all of them.
        var published = documents.Documents.Where(d => d.Key.Kind == DocumentKind.Formula && d.Scope is null).OrderBy(d => d.Key, DocumentKey.Order).ToList();
        var text = new StringBuilder();
        foreach (var document in published)
        {
            text.Append(document.Key).Append('\n').Append(document.Text).Append('\0');
            // A document with a fault was not published with it; should one be, the others still count.
            foreach (var formula in FormulaDocument.Read(document.Text, [])) _formulas.Add((formula, document.Version));
        }

        Name = Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The same formulas have the same name.</summary>
    public string Name { get; }

    public int VersionOf(Formula formula) => _formulas.Find(f => ReferenceEquals(f.Formula, formula)).Version;

    public FormulaSheet Sheet(ProductId product, CustomerId? customer, FormulaLevel level)
    {
        if (_sheets.TryGetValue((product, customer, level), out var known)) return known;
        return _sheets[(product, customer, level)] = FormulaSheet.Of(_formulas.Select(f => f.Formula), product, customer, level, []);
    }
}
