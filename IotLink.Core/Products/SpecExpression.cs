using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Products;

/// <summary>An expression of a spec, parsed; <see cref="SpecChecker"/> has checked its names.</summary>
/// <param name="Place">Where its text begins in the document.</param>
public sealed record SpecExpression(string Text, ExpressionNode Root, SpecPlace Place)
{
    /// <summary>The name an expression that could not be read is made of: one that is always in doubt.</summary>
    internal const string UnreadName = "";

    /// <returns>Always one, so that whoever asks for it goes on: without a fault of its own, the parsed one, else <see cref="Unread"/>.</returns>
    /// <param name="start">Where <paramref name="text"/> begins in the document.</param>
    internal static SpecExpression Parse(string text, SpecPlace start, List<DocumentFault> faults)
    {
        var found = new List<ExpressionFault>();
        var root = ExpressionParser.Parse(text, ExpressionDialect.Spec, found);
        faults.AddRange(found.Select(fault => At(fault, start)));
        return root is null ? Unread(start) : new(text, root, start);
    }

    /// <summary>Stands for one that is there and could not be read.</summary>
    internal static SpecExpression Unread(SpecPlace place) => new("", new NameNode(new(1, 1), UnreadName), place);

    /// <summary>A fault of the expression with its place in the document.</summary>
    internal static DocumentFault At(ExpressionFault fault, SpecPlace start) =>
        new(fault.Code, fault.Message, start.Line + fault.Line - 1, fault.Line == 1 ? start.Column + fault.Column - 1 : fault.Column, start.Path);
}
