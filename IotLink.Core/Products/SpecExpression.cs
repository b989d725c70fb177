using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Products;

/// <summary>An expression of a spec, parsed; <see cref="SpecChecker"/> has checked its names.</summary>
/// <param name="Place">Where its text begins in the document.</param>
public sealed record SpecExpression(string Text, ExpressionNode Root, SpecPlace Place)
{
    /// <param name="start">Where <paramref name="text"/> begins in the document.</param>
    internal static SpecExpression? Parse(string text, SpecPlace start, List<DocumentFault> faults)
    {
        var found = new List<ExpressionFault>();
        var root = ExpressionParser.Parse(text, ExpressionDialect.Spec, found);
        faults.AddRange(found.Select(fault => At(fault, start)));
        return root is null ? null : new(text, root, start);
    }

    /// <summary>A fault of the expression with its place in the document.</summary>
    internal static DocumentFault At(ExpressionFault fault, SpecPlace start) =>
        new(fault.Code, fault.Message, start.Line + fault.Line - 1, fault.Line == 1 ? start.Column + fault.Column - 1 : fault.Column, start.Path);
}
