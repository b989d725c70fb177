using IotLink.Core.Documents;

namespace IotLink.Core.Publishing;

/// <summary>What is to be said of a text: everything wrong with it, and how its own tests went.</summary>
public sealed record DocumentCheckup(IReadOnlyList<DocumentFault> Faults, IReadOnlyList<DocumentTest> Tests)
{
    /// <summary>Only a green text can be reviewed and published.</summary>
    public bool IsGreen => Faults.Count == 0 && Tests.All(t => t.Faults.Count == 0);

    /// <summary>Faults and red tests in one list.</summary>
    public IEnumerable<DocumentFault> Everything => Faults.Concat(
        Tests.SelectMany(test => test.Faults.Select(f => new DocumentFault("document.test", $"Test '{test.Name}': {f}.", test.Line, test.Column, "tests"))));
}

/// <param name="Faults">Empty: it passed. What was expected and what was found, one line each.</param>
public sealed record DocumentTest(string Name, int Line, int Column, IReadOnlyList<string> Faults);
