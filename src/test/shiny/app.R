# The Shiny app that ShinyIT drives. One feature of Shiny per output, each by another way through the proxy:
# text and plot in WebSocket messages, upload and download by HTTP, a clock that the server pushes by itself.
# Needs nothing but shiny (tools is part of R), and nothing from the network.
library(shiny)

options(shiny.maxRequestSize = 30 * 1024^2)

# ShinyIT computes the same bytes: keep the formula in step with ShinyIT.downloadContent.
download_size <- 10 * 1024^2
download_content <- local({
  i <- seq_len(download_size) - 1
  as.raw((i * 31 + i %/% 251) %% 256)
})

ui <- fluidPage(
  title = "Gangway test app",
  verbatimTextOutput("token"),
  verbatimTextOutput("clock"),
  sliderInput("n", "n", min = 1, max = 500, value = 50, step = 1),
  verbatimTextOutput("text"),
  plotOutput("plot", width = "420px", height = "240px"),
  fileInput("file", "upload"),
  verbatimTextOutput("upload"),
  downloadLink("download", "download"),
  actionButton("close", "close the session")
)

server <- function(input, output, session) {
  ticks <- 0
  output$clock <- renderText({
    invalidateLater(500, session)
    ticks <<- ticks + 1
    paste("tick", ticks)
  })
  output$token <- renderText(session$token)
  output$text <- renderText(sprintf("n = %d, squared = %d, \u00fcberpr\u00fcft \U0001F6A2", input$n, input$n^2))
  output$plot <- renderPlot({
    set.seed(input$n)
    hist(rnorm(input$n), main = paste("n =", input$n))
  })
  output$upload <- renderText({
    req(input$file)
    sprintf("%.0f bytes, md5 %s", input$file$size, tools::md5sum(input$file$datapath))
  })
  output$download <- downloadHandler(
    filename = "gangway \u00e9t\u00e9.bin",
    content = function(file) writeBin(download_content, file),
    contentType = "application/octet-stream"
  )
  observeEvent(input$close, session$close())
}

shinyApp(ui, server)
